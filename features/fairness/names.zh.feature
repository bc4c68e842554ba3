# language: zh-CN
功能: 公平：事实换个名字仍是原来的事实
  名称、选项、拼音与缩写都会暴露事实的含义。

  背景:
    假如咖啡会员计划

  场景大纲: 价格不得取决于此
    当咖啡会员计划拟采用以下规则：
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
        <事实>
      basket:
        discounts:
          combine: best
          rules:
            - {id: special, name: {en: Ten off, zh-CN: 减十}, when: '<条件>', percent: 10%}
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    那么检查指出以下问题：
      """
      <问题>
      """

    例子:
      | 事实                                                                        | 条件                    | 问题                                                                                                                                                                                                                                                              |
      | member.xingbie: {is: choice, of: [nan, nv], label: membership, default: nv} | member.xingbie == "nv"  | basket.yaml:5:9 the rule `special` makes a price hang on a protected trait: `member.xingbie`; declare it `protected` and read it nowhere [FA-01, U: EU Charter Art. 21 (to be checked); PROVED]                                                                   |
      | member.minzu: {is: text, label: transaction, default: none}                 | member.minzu == "a"     | basket.yaml:5:9 the rule `special` makes a price hang on a protected trait: `member.minzu`; declare it `protected` and read it nowhere [FA-01, U: EU Charter Art. 21 (to be checked); PROVED]                                                                     |
      | member.age: {is: quantity, label: membership, default: 30}                  | member.age < 26         | basket.yaml:5:9 the rule `special` makes a price hang on age: `member.age`; a concession reads a fact that is yes or no; a birthday treat reads a `day_month` [FA-05, U: data minimisation; age law by market (to be checked); TESTED]                            |
      | order.device: {is: choice, of: [old, new]}                                  | order.device == "old"   | basket.yaml:5:9 the rule `special` makes a price hang on what somebody would be willing to pay: `order.device`; leave it out of every price [PP-09, U: CN platform pricing rules; TESTED]                                                                         |
      | order.experiment: {is: choice, of: [a, b]}                                  | order.experiment == "b" | basket.yaml:5:9 the rule `special` makes a price hang on chance or a hidden experiment: `order.experiment`; let it hang on a published condition [PP-05, CN: Consumer law implementing regulation Art. 9; platform pricing rules Art. 15 from 2026-04-10; PROVED] |

  场景大纲: 价格可以取决于此
    当咖啡会员计划拟采用以下规则：
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
        <事实>
      basket:
        discounts:
          combine: best
          rules:
            - {id: special, name: {en: Ten off, zh-CN: 减十}, when: '<条件>', percent: 10%}
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    那么检查未发现问题

    例子:
      | 事实                                             | 条件             |
      | member.is_senior: {is: truth, label: membership} | member.is_senior |

  场景大纲: 超出必要的信息
    当咖啡会员计划拟采用以下规则：
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: collect}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
        <事实>
      """
    那么检查指出以下问题：
      """
      <问题>
      """

    例子:
      | 事实                                               | 问题                                                                                                                           |
      | member.shenfenzheng: {is: text, label: membership} | facts.yaml:10:24 `member.shenfenzheng` is kept, and is more than is needed: an identity document or a card number; leave it out [PD-23, U: data minimisation; TESTED] |
