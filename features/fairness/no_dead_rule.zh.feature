# language: zh-CN
功能: 公平：永远不会生效的规则不予采用
  谁也得不到的规则，不是空头承诺，就是写错的条件。

  背景:
    假如咖啡会员计划

  场景: 互相排斥的条件
    当咖啡会员计划拟采用以下规则：
      """
      constraints:
        - no_dead_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: big, name: {en: Big, zh-CN: 大单}, when: order.total >= 50.00 and order.total < 20.00, multiply: 2x}
        combine: [best_multiplier]
      """
    # 检查结果逐字引用，原文为英文
    那么检查指出以下问题：
      """
      constraints.yaml:2:5 `no_dead_rule` is broken: by cells: earn.yaml:4:7: `big` never applies: it cannot be that `order.total` is at least 50.00 EUR, and at once `order.total` is less than 20.00 EUR
      """

  场景: 总是不如另一项的倍率
    当咖啡会员计划拟采用以下规则：
      """
      constraints:
        - no_dead_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", multiply: 3x}
          - {id: own-tea, name: {en: Own tea, zh-CN: 自有茶}, when: line.category == "tea" and line.brand == "own", multiply: 2x}
        combine: [best_multiplier]
      """
    那么检查指出以下问题：
      """
      constraints.yaml:2:5 `no_dead_rule` is broken: by cells: earn.yaml:5:7: `own-tea` never counts: `tea` gives as much or more wherever it applies
      """

  场景: 更优的倍率先结束，规则便不算失效
    当咖啡会员计划拟采用以下规则：
      """
      constraints:
        - no_dead_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", until: 2026-11-28, multiply: 3x}
          - {id: own-tea, name: {en: Own tea, zh-CN: 自有茶}, when: line.category == "tea" and line.brand == "own", until: 2026-11-29, multiply: 2.5x}
        combine: [best_multiplier]
      """
    那么检查未发现问题
