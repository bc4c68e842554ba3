# language: zh-CN
功能: 公平：一切费用首次报价即已包含，且如实命名
  PX-02、PX-04、PX-06、PX-16：费用不后加、不误称、不按渠道加收、不预选。

  背景:
    假如咖啡会员计划

  场景大纲: 后来才显示的费用
    当咖啡会员计划拟采用以下规则：
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees: [<费用>]
        returns: {within: 14 days}
      """
    那么检查指出以下问题：
      """
      <问题>
      """

    例子:
      | 费用                                                                                                                                                      | 问题                                                                                                                                                                                                       |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear, first_shown: checkout} | basket.yaml:3:152 the fee `parcel` is first shown at the checkout, after the first price; leave `first_shown` out, so that it is in the first price [PX-02, U: CMA, AA Driving School, April 2026; PROVED] |

  场景大纲: 名不副实的费用
    当咖啡会员计划拟采用以下规则：
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees: [<费用>]
        returns: {within: 14 days}
      """
    那么检查指出以下问题：
      """
      <问题>
      """

    例子:
      | 费用                                                                                                                                  | 问题                                                                                                                                           |
      | {id: parcel, name: {en: Extra, zh-CN: 附加税费}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear} | basket.yaml:3:29 the fee `parcel` is called `税`, and `seller` receives it, no authority; call it what it is, or write `recipient: authority` and its `legal_basis` where one receives it [PX-04, U: US 16 CFR 464; TESTED] |

  场景大纲: 预选的收费选项
    当咖啡会员计划拟采用以下规则：
      """
      facts:
        member.tier: {is: tier, label: membership}
        member.country: {is: country, label: transaction, purpose: [tax], default: DE}
        order.channel: {is: choice, of: [app, web, shop]}
        order.delivery: {is: choice, of: [collect, home], default: <默认>}
        order.total: {is: money, sum_of: line.amount}
        line.category: {is: choice, of: [coffee, tea, gear, gift-card]}
        line.brand: {is: choice, of: [own, other]}
        line.amount: {is: money}
      """
    那么检查指出以下问题：
      """
      <问题>
      """

    例子:
      | 默认 | 问题                                                                                                                                                                                                   |
      | home | facts.yaml:5:62 `order.delivery` is `home` unless somebody chooses, which costs the fee `carriage`; write `default: collect`, or no default [PX-06, U: CRD 2011/83/EU Art. 22 (to be checked); PROVED] |

  场景大纲: 可以发布的费用
    当咖啡会员计划拟采用以下规则：
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees: [<费用>]
        returns: {within: 14 days}
      """
    那么检查未发现问题

    例子:
      | 费用                                                                                                                               |
      | {id: parcel, name: {en: Parcel, zh-CN: 包裹}, amount: 2.00, purpose: packing, recipient: seller, refundable: true, taxed_as: gear} |
