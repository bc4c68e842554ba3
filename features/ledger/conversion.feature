Feature: Points turned into points of another wallet
  By a rate that is dated, rounded as the file says, within limits.

  Background:
    Given the coffee programme with these rules instead:
      """
      wallets:
        - id: miles
          name: {en: Miles, zh-CN: 里程}
          expire: {after: 6 months, by: each_lot}
      conversions:
        - id: points-to-miles
          name: {en: Points to miles, zh-CN: 积分换里程}
          from: points
          to: miles
          give: 3
          get: {2026-11-15: 2, 2026-12-01: 1}
          round: down
          at_least: 30
          at_most: 300
      """
    And Ada is a member
    And Ada has 400 points
    And a key that may do everything

  Scenario: By the rate of the day, rounded once; what comes in is new
    When POST /v1/conversions is sent with the key k-1:
      """
      {"member": "@Ada", "id": "trip-1", "conversion": "points-to-miles", "points": 100}
      """
    Then the answer is 201
    And the answer says:
      """
      {"got": 66, "wallet": "miles"}
      """
    And Ada has:
      | spendable |
      | 300       |
    And the points of Ada in miles end as follows:
      | points | gone on    |
      | 66     | 2027-05-23 |
    When it is 2026-12-01 10:00
    And POST /v1/conversions is sent with the key k-2:
      """
      {"member": "@Ada", "id": "trip-2", "conversion": "points-to-miles", "points": 100}
      """
    Then the answer says:
      """
      {"got": 33}
      """

  Scenario Outline: What is refused changes nothing
    When POST /v1/conversions is sent with the key k-3:
      """
      {"member": "@Ada", "id": "trip-1", "conversion": "<conversion>", "points": <points>}
      """
    Then the answer is 409
    And the answer says:
      """
      {"code": "<code>"}
      """
    And Ada has:
      | spendable |
      | 400       |

    Examples:
      | conversion      | points | code             |
      | points-to-miles | 29     | conversion-limit |
      | points-to-miles | 301    | conversion-limit |
      | points-to-cups  | 30     | not-convertible  |
