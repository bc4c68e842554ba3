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
          per_day: 310
          per_month: 350
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

  Scenario: No more of one in a day and in a month than the programme lets
    When POST /v1/conversions is sent with the key k-1:
      """
      {"member": "@Ada", "id": "trip-1", "conversion": "points-to-miles", "points": 250}
      """
    And POST /v1/conversions is sent with the key k-2:
      """
      {"member": "@Ada", "id": "trip-2", "conversion": "points-to-miles", "points": 61}
      """
    Then the answer is 409 conversion-limit
    And the answer says:
      """
      {"detail": "Today 60 more may be converted.", "reasons": [{"code": "conversion-limit", "need": 61, "have": 60}]}
      """
    When it is 2026-11-23 10:00
    And POST /v1/conversions is sent with the key k-3:
      """
      {"member": "@Ada", "id": "trip-2", "conversion": "points-to-miles", "points": 80}
      """
    Then the answer is 201
    When it is 2026-11-30 23:30
    And POST /v1/conversions is sent with the key k-4:
      """
      {"member": "@Ada", "id": "trip-3", "conversion": "points-to-miles", "points": 30}
      """
    Then the answer is 409 conversion-limit
    And the answer says:
      """
      {"reasons": [{"code": "conversion-limit", "need": 30, "have": 20}]}
      """
    When it is 2026-12-01 00:30
    And POST /v1/conversions is sent with the key k-5:
      """
      {"member": "@Ada", "id": "trip-3", "conversion": "points-to-miles", "points": 70}
      """
    Then the answer is 201

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
