# language: zh-CN
功能: 公平：首次展示的价格已含全部必付费用

  场景: 必付的费用已在首个合计中
    假如咖啡会员计划改用以下规则：
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        fees:
          - {id: packing, name: {en: Packing, zh-CN: 包装费}, amount: 1.20, purpose: packing, recipient: seller, refundable: true, taxed_as: gear}
          - {id: carriage, name: {en: Delivery, zh-CN: 配送费}, amount: 3.20, when: order.delivery == "home", purpose: carriage, recipient: carrier, refundable: false}
        returns: {within: 14 days}
      """
    当顾客在网店询价：
      | 商品  | 数量 | 单价  |
      | blend | 1    | 10.00 |
    # 10.00 加 1.20；配送可选，此处未选
    那么合计为11.20欧元
    并且明细为：
      | 明细   | 金额  | 必付 |
      | blend  | 10.00 | 是   |
      | 税     | 0.65  | 是   |
      | 包装费 | 1.20  | 是   |
      | 税     | 0.19  | 是   |
    当顾客在网店询价，送货上门：
      | 商品  | 数量 | 单价  |
      | blend | 1    | 10.00 |
    那么合计为14.40欧元

  场景: 价外税也在首个合计中
    假如咖啡会员计划改用以下规则：
      """
      basket:
        tax: {table: vat.csv, by: [member.country, line.category], prices: exclude_tax}
        returns: {within: 14 days}
      """
    当顾客在网店询价：
      | 商品      | 类别   | 数量 | 单价  |
      | blend     | coffee | 1    | 10.00 |
      | hand-mill | gear   | 1    | 10.00 |
    # 7 % 与 19 %
    那么价格为：
      | 合计     | 22.60 |
      | 另计税费 | 2.60  |
    并且各项相加无误

  场景: 套餐的合计已含服务费
    假如咖啡会员计划
    当顾客使用套餐brew-pro：0 api-calls
    那么合计为29.50欧元
    并且各项相加无误
