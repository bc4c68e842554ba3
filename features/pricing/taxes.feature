Feature: Taxes on a plan
  One tax or several, contained or added, rounded for each charge or once, at one rate or by a table.

  Scenario Outline: Rounded for each charge, or once
    Given the cloud-desk programme with these rules instead:
      """
      coupons: []
      plans:
        - id: two
          name: {en: Two, zh-CN: 双项}
          usage:
            - {meter: api-calls, model: per_unit, unit: 0.01}
            - {meter: messages, model: per_unit, unit: 0.01}
          tax: {rate: <rate>, prices: exclude_tax, per: <per>}
      """
    And it is 2026-11-01 09:00
    When a period of two is priced:
      | used | <used> |
    Then the price is:
      | tax added | <tax> |

    Examples:
      | rate | per   | used                       | tax  | because                               |
      | 15%  | line  | 43 api-calls, 484 messages | 0.79 | 0.06 + 0.73, as Stripe shows          |
      | 15%  | total | 43 api-calls, 484 messages | 0.79 | 15 % of 5.27                          |
      | 10%  | line  | 5 api-calls, 5 messages    | 0.02 | 0.005 twice, each rounded up          |
      | 10%  | total | 5 api-calls, 5 messages    | 0.01 | 10 % of 0.10                          |

  Scenario Outline: Several taxes are each of the price before tax
    Given the cloud-desk programme with these rules instead:
      """
      coupons: []
      plans:
        - id: quebec
          name: {en: Quebec, zh-CN: 魁北克版}
          price: {every: month, anchor: anniversary, amount: 100.00}
          tax:
            - {id: gst, name: {en: GST, zh-CN: 货劳税}, rate: 5%, prices: <prices>, per: total}
            - {id: qst, name: {en: QST, zh-CN: 魁省税}, rate: 9.975%, prices: <prices>, per: total}
      """
    And it is 2026-11-01 09:00
    When a period of quebec is priced:
      | seats | 1 |
    Then the lines are:
      | line   | amount | contained |
      | Quebec | 100.00 | no        |
      | GST    | <gst>  | <inside>  |
      | QST    | <qst>  | <inside>  |
    And the total is <total>

    Examples:
      | prices      | gst  | qst  | inside | total  | because                             |
      | exclude_tax | 5.00 | 9.98 | no     | 114.98 | 5 % and 9.975 % of 100.00           |
      | include_tax | 4.35 | 8.68 | yes    | 100.00 | of 100.00 / 1.14975                 |

  Scenario: Tax is of what a coupon leaves, by country
    Given the cloud-desk programme
    And it is 2026-11-01 09:00
    When a period of flex is priced:
      | seats   | 10      |
      | country | FR      |
      | coupons | welcome |
    # 90.00 less 18.00, and 20 %
    Then the price is:
      | total     | 86.40 |
      | tax added | 14.40 |

  Scenario: No rate for the country, no price
    Given the cloud-desk programme
    When a period of flex is priced:
      | seats   | 10 |
      | country | BR |
    Then it is refused: The programme has no value for this case
