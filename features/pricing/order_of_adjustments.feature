Feature: The order of adjustments
  Percentages, amounts, minimum, maximum and fees come in the order the plan states; tax and payment come last.

  Scenario Outline: The same adjustments in another order come to another total
    Given the cloud-desk programme with these rules instead:
      """
      plans:
        - id: simple
          name: {en: Simple, zh-CN: 简单版}
          price: {every: month, anchor: anniversary, amount: 100.00}
          fees: [{id: care, name: {en: Care, zh-CN: 关怀}, amount: 10.00, purpose: support, recipient: seller, refundable: true}]
          minimum: {amount: 120.00, counts: [price], before: coupons}
          order: [<order>]
      coupons:
        - {id: fifth, name: {en: A fifth, zh-CN: 八折}, percent: 20%, lasts: forever}
        - {id: ten, name: {en: Ten euros, zh-CN: 减十}, amount: 10.00, rest: lost, lasts: forever}
      """
    And it is 2026-11-01 09:00
    When a period of simple is priced:
      | coupons | fifth, ten |
    Then the total is <total>

    Examples:
      | order                                   | total  | because                                          |
      | percent, amount, minimum, maximum, fees | 100.00 | 100 - 20 - 10 + 20 + 10                          |
      | amount, percent, minimum, maximum, fees | 102.00 | 100 - 10, less a fifth of 90, + 20 + 10          |
      | minimum, percent, amount, maximum, fees | 96.00  | 120 less a fifth, - 10, + 10                     |
      | fees, percent, amount, minimum, maximum | 98.00  | 110 less a fifth, - 10, + 20                     |

  Scenario: An incomplete order is a mistake
    When the coffee programme is to be adopted with these rules instead:
      """
      plans:
        - id: solo
          name: {en: Solo, zh-CN: 个人版}
          price: {every: month, anchor: anniversary, amount: 9.00}
          order: [percent, fees]
      """
    Then these findings stand in the way:
      """
      plans.yaml:5:12 `order` names each adjustment once; they are `percent`, `amount`, `minimum`, `maximum`, `fees`
      """
