# language: zh-CN
功能: 公平：两条规则相遇时，文件须写明哪一条有效
  未写明的就由习惯决定，而习惯无从查证。

  背景:
    假如咖啡会员计划

  场景: 两个倍率相同，却只取最优
    当咖啡会员计划拟采用以下规则：
      """
      constraints:
        - no_ambiguous_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", multiply: 2x}
          - {id: app, name: {en: App, zh-CN: 应用}, when: order.channel == "app", multiply: 2x}
        combine: [best_multiplier]
      """
    # 检查结果逐字引用，原文为英文
    那么检查指出以下问题：
      """
      constraints.yaml:2:5 `no_ambiguous_rule` is broken: by cells: earn.yaml:5:7: `tea` and `app` may meet: they offer the same, and only the best counts
      """

  场景: 两项优惠都须单独使用
    当咖啡会员计划拟采用以下规则：
      """
      constraints:
        - no_ambiguous_rule: {}
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        discounts:
          combine: best
          rules:
            - {id: shop, name: {en: Shop, zh-CN: 门店}, when: order.channel == "shop", percent: 20%, exclusive: always}
            - {id: opening, name: {en: Opening, zh-CN: 开业}, until: 2026-11-20, percent: 30%, exclusive: always}
        returns: {within: 14 days}
      """
    那么检查指出以下问题：
      """
      constraints.yaml:2:5 `no_ambiguous_rule` is broken: by cells: basket.yaml:7:9: `shop` and `opening` may meet: they each stand alone
      """

  场景: 互不重叠的日期不算相遇
    当咖啡会员计划拟采用以下规则：
      """
      constraints:
        - no_ambiguous_rule: {}
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        rules:
          - {id: tea, name: {en: Tea, zh-CN: 茶}, when: line.category == "tea", until: 2026-11-20, multiply: 2x}
          - {id: own, name: {en: Own, zh-CN: 自有}, when: line.brand == "own", from: 2026-11-21, multiply: 2x}
        combine: [best_multiplier]
      """
    那么检查未发现问题
