# language: zh-CN
功能: 被比较的价格须真实成交
  划线价、折扣均以不可改动的价格记录为依据，各市场各有规定。

  场景: 七日内最低成交价
    假如 咖啡会员计划
    而且 此时为2026-11-25 10:00
    当 a table of prices is taken in:
      | sku  | market | channel | from                      | price | sold | comes to |
      | mill | CN     | shop    | 2026-08-01                | 99.00 |      | imported |
      | mill | CN     | shop    | 2026-11-12T10:00:00+08:00 | 80.00 | 1    | imported |
      | mill | CN     | shop    | 2026-11-23T10:00:00+08:00 | 95.00 | 2    | imported |
    而且 咖啡会员计划拟采用以下规则：
      """
      reductions:
        - {id: mills, sku: mill, market: CN, was: 99.00, now: 90.00, from: 2026-11-27}
      """
    那么 检查指出以下问题：
      """
      reductions.yaml:2:45 99 is compared; the lowest deal of the 7 days was 95, by row 3; write at most 95 [RF-04, CN: SAMR order 56 Art. 16; TESTED]
      """
    当 咖啡会员计划拟采用以下规则：
      """
      reductions:
        - {id: mills, sku: mill, market: CN, was: 95.00, now: 90.00, from: 2026-11-27}
      """
    那么 检查未发现问题
