# language: zh-CN
功能: 公平：文案只说算得出来的话
  PX-14、OP-08、AX-03：赞美须有数字，不自称公平，句子简短。

  背景:
    假如咖啡会员计划

  场景大纲: 言过其实或过长的文案
    当咖啡会员计划拟采用以下规则：
      """
      basket:
        discounts:
          combine: best
          rules: [<规则>]
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    那么检查指出以下问题：
      """
      <问题>
      """

    例子:
      | 规则                                                                                                                                                                             | 问题                                                                                                                                                                                        |
      | {id: tea, name: {en: Tea week, zh-CN: 超值茶叶周}, when: line.category == "tea", percent: 10%}                                                                                   | basket.yaml:4:29 a text says `超值`, and nothing here works that out; say what is given instead, with its number [PX-14, U: UCPD 2005/29/EC Art. 6, Annex I no. 20 (to be checked); TESTED] |
      | {id: tea, name: {en: Tea week, zh-CN: 合规茶叶周}, when: line.category == "tea", percent: 10%}                                                                                   | basket.yaml:4:29 a text claims `合规`; say what was checked instead [OP-08, U: honesty; TESTED]                                                                                             |
      | {id: tea, name: {en: Tea week, zh-CN: 茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶}, when: line.category == "tea", percent: 10%} | basket.yaml:4:29 a clause has 46 characters, 45 are the most; make two of it [AX-03, U: plain language; TESTED]                                                                             |

  场景大纲: 规则使之成真的文案
    当咖啡会员计划拟采用以下规则：
      """
      basket:
        discounts:
          combine: best
          rules: [<规则>]
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    那么检查未发现问题

    例子:
      | 规则                                                                                                |
      | {id: tea, name: {en: Save 10% on tea, zh-CN: 立省一成}, when: line.category == "tea", percent: 10%} |
