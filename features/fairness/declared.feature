Feature: Members and reviewers read what the rules make, and which markets they are of

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may do everything

  @OP-07
  Scenario: No price is promised for a market whose rules nobody looked at
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "market": "JP",
       "order": {"channel": "shop", "delivery": "collect"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 422 jurisdiction-not-declared
    And the database is unchanged

  @OP-07
  Scenario: A country in which no declared rules bind is refused as well
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "facts": {"member.country": "US"},
       "order": {"channel": "shop", "delivery": "collect"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 422 jurisdiction-not-declared
    And the database is unchanged

  @OP-07
  Scenario: A country of a declared market is sold to by that market's rules
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "market": "DE",
       "order": {"channel": "shop", "delivery": "collect"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 201

  @PT-09
  Scenario: The terms are made from the rules in force, in the reader's language
    When GET /v1/programmes/corner-coffee/terms?language=zh-CN is asked
    Then the answer says:
      """
      {"programme": "corner-coffee", "language": "zh-CN"}
      """

  @PY-04
  Scenario: What members earned is owed to them until it is used or lapses
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And GET /v1/programmes/corner-coffee/liability?first=2026-11-01&last=2026-11-30 is asked
    # 20 points of 100 for 1.00 are worth 0.20
    Then among the wallets of the answer is:
      | wallet | opening | issued | used | lapsed | clawed_back | closing | worth |
      | points | 0       | 20     | 0    | 0      | 0           | 20      | 20    |
    And Ada has:
      | pending |
      | 20      |

  @OP-05
  Scenario: A text for a crisis is tried before it is needed
    When POST /v1/drills is sent:
      """
      {"id": "d-1", "text": "breach", "language": "zh-CN", "minutes": 25, "found": "The contact was an old one."}
      """
    Then the answer is 201
    When it is sent again
    Then the answer is 200
