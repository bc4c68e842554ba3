Feature: What would this use cost on the other plans?
  The same use on every plan, all charges included, the cheapest first; a plan that cannot be
  compared says why.

  Background:
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: brew-free
          name: {en: Brew Free, zh-CN: 免费版}
          usage:
            - {meter: api-calls, model: per_unit, unit: 0.002}
        - id: brew-pro
          name: {en: Brew Pro, zh-CN: 专业版}
          price: {every: month, anchor: anniversary, amount: 29.00}
          fees:
            - id: set-up
              name: {en: Set-up fee, zh-CN: 开通费}
              amount: 49.00
              charged: once
              purpose: account set-up
              recipient: seller
              refundable: true
          usage:
            - {meter: api-calls, model: per_unit, unit: 0.001}
          tier_discount: {applies_to: [usage]}
        - id: brew-flat
          name: {en: Brew Flat, zh-CN: 包月版}
          price: {every: month, anchor: anniversary, amount: 99.00}
          usage:
            - {meter: api-calls, model: per_unit, unit: 0}
            - {meter: seats, model: per_unit, unit: 10.00}
        - id: brew-year
          name: {en: Brew Year, zh-CN: 包年版}
          price: {every: year, anchor: anniversary, amount: 290.00}
          usage:
            - {meter: api-calls, model: per_unit, unit: 0.001}
      """

  Scenario Outline: Which plan is cheapest depends on how much is used
    When this use is compared on every plan:
      | meter     | quantity   |
      | api-calls | <quantity> |
    Then the plans are:
      | plan     | total   | more   |
      | <first>  | <total> | 0.00   |
      | <second> | <next>  | <more> |
      | <third>  | <last>  | <most> |
      | Brew Year | other-interval |  |

    Examples:
      | quantity | first     | total | second    | next   | more  | third     | last   | most   |
      | 1,000    | Brew Free | 2.00  | Brew Pro  | 30.00  | 28.00 | Brew Flat | 99.00  | 97.00  |
      | 40,000   | Brew Pro  | 69.00 | Brew Free | 80.00  | 11.00 | Brew Flat | 99.00  | 30.00  |
      | 200,000  | Brew Flat | 99.00 | Brew Pro  | 229.00 | 130.00 | Brew Free | 400.00 | 301.00 |

  Scenario: Plans of the same price are in the order of the file, and none of them is dearer
    When this use is compared on every plan:
      | meter     | quantity |
      | api-calls | 29000    |
    Then the plans are:
      | plan      | total          | more  |
      | Brew Free | 58.00          | 0.00  |
      | Brew Pro  | 58.00          | 0.00  |
      | Brew Flat | 99.00          | 41.00 |
      | Brew Year | other-interval |       |

  Scenario: What is charged once is told beside, and a tier's discount counts
    Given Ada is a gold member
    When this use of Ada is compared on every plan, against brew-free:
      | meter     | quantity |
      | api-calls | 40000    |
    # 29.00 + 40.00 - 5 % of 40.00
    Then the plans are:
      | plan      | total          | first period | against now |
      | Brew Pro  | 67.00          | 116.00       | -13.00      |
      | Brew Free | 80.00          | 80.00        | 0.00        |
      | Brew Flat | 99.00          | 99.00        | 19.00       |
      | Brew Year | other-interval |              |             |

  Scenario: The interval of the plan of now counts
    When this use is compared on every plan, against brew-year:
      | meter     | quantity |
      | api-calls | 40000    |
    Then the plans are:
      | plan      | total          | against now |
      | Brew Free | 80.00          | -250.00     |
      | Brew Year | 330.00         | 0.00        |
      | Brew Pro  | other-interval |             |
      | Brew Flat | other-interval |             |

  Scenario: A plan that does not count what is used is not cheap, it is left out
    When this use is compared on every plan:
      | meter     | quantity |
      | api-calls | 1000     |
      | seats     | 2        |
    Then the plans are:
      | plan      | total          | more |
      | Brew Flat | 119.00         | 0.00 |
      | Brew Free | not-counted    |      |
      | Brew Pro  | not-counted    |      |
      | Brew Year | other-interval |      |

  Scenario: A meter that no plan counts is refused
    When this use is compared on every plan:
      | meter | quantity |
      | miles | 1        |
    Then it is refused: The programme has no such plan or meter
