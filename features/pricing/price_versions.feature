Feature: A price that changes, and subscriptions that are there
  The file says whether old subscriptions keep the values of the day they began, or move to new ones.

  Background:
    Given the cloud-desk programme

  Scenario Outline: Who subscribed before October keeps the old price
    Given it is 2026-11-01 09:00
    When a period of team is priced:
      | subscribed on | <began>         |
      | used          | 60000 api-calls |
    # calls: 50,000 x 0.001 = 50.00
    Then the lines are:
      | line      | amount  |
      | Team      | <price> |
      | API calls | 50.00   |
      | Storage, most GB of the month | 0.00 |
      | Messages  | 0.00    |
      | Support   | 5.00    |
      | Tax: Team | <tax>   |
      | Tax: API calls | 9.50 |
      | Tax: Support   | 0.95 |

    Examples:
      | began      | price | tax  | because                        |
      | 2026-09-30 | 20.00 | 3.80 | the price of September is kept |
      | 2026-10-01 | 24.00 | 4.56 | the new price has begun        |

  Scenario: Where subscriptions move, the day of the period counts
    Given it is 2027-01-01 00:00
    And the coffee programme
    When a period of brew-pro is priced:
      | subscribed on | 2026-12-01 |
    Then the total is 31.50

  Scenario: A plan whose values change says what becomes of subscriptions
    When the coffee programme is to be adopted with these rules instead:
      """
      plans:
        - id: solo
          name: {en: Solo, zh-CN: 个人版}
          price: {every: month, anchor: anniversary, amount: {2026-01-01: 9.00, 2026-12-01: 11.00}}
      """
    Then these findings stand in the way:
      """
      plans.yaml:4:87 `amount` changes, and nothing says whether subscriptions keep it; write `existing: keep` or `existing: move` beside the plan's `price`
      """
