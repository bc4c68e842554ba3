Feature: One explanation, told once, seen by three readers
  A price is explained when it is told: who sells, what would change it, which data counted, where to
  turn. A customer, an agent and an auditor see the same document, each more of it.

  Background:
    Given the coffee programme
    And Ada is a silver member
    And it is 2026-11-22 10:00

  Scenario: What stands on an explanation beside the sums
    Given a key that may do everything
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "member": "@Ada",
       "order": {"channel": "shop", "delivery": "home"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    And GET /v1/explanations/@.explanation is asked
    # 10.00 less 2 % is 9.80; delivery 3.20; as gold 9.50 + 3.20, collected 9.80, without membership 13.20
    Then the answer says:
      """
      {
        "version": 4, "kind": "quote", "status": "offered",
        "issued_at": "2026-11-22T09:00:00Z", "valid_until": "2026-11-22T09:30:00Z",
        "seller": {"name": "Corner Coffee GmbH", "contact": "service@corner-coffee.example",
                   "register_no": "HRB 12345"},
        "market": "DE", "channel": "shop",
        "total": {"due": 1300, "points_money": 0, "payable": 1300, "tax_inside": 115, "tax_added": 0,
                  "all_in": true, "excluded": []},
        "baseline": {"public_total": 1320, "saved": 20, "level": "membership",
                     "same_conditions": ["order.day", "order.delivery"]},
        "alternatives": [
          {"change": "choice", "facts": {"order.delivery": "collect"}, "total": 980},
          {"change": "next_tier", "facts": {"member.tier": "gold"}, "total": 1270},
          {"change": "without_membership", "facts": {}, "total": 1320}
        ],
        "rights": {"explain": "service@corner-coffee.example",
                   "human_review": "service@corner-coffee.example",
                   "object": "service@corner-coffee.example", "withdraw": "service@corner-coffee.example",
                   "complain_to": {"en": "the data protection authority of your country",
                                   "zh-CN": "您所在国家的数据保护机构"},
                   "answer_by": "2026-11-29"}
      }
      """

  Scenario Outline: A key sees the view of its scopes, and no wider one
    Given a key that may quotes:write, <scopes>
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "member": "@Ada", "order": {"channel": "shop"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    And GET /v1/explanations/@.explanation?view=<view> is asked
    Then the answer is <status>

    Examples:
      | scopes                                    | view     | status |
      | explanations:read                         | customer | 200    |
      | explanations:read                         | agent    | 403    |
      | explanations:read                         | auditor  | 403    |
      | explanations:read, explanations:agent     | agent    | 200    |
      | explanations:read, explanations:agent     | auditor  | 403    |
      | explanations:read, explanations:audit     | auditor  | 200    |
      | explanations:agent, explanations:audit    | customer | 403    |

  Scenario: A price that has fallen since it was promised is charged as it is now
    Given it is 2026-12-06 23:50
    When somebody asks the price in the web, delivered home:
      | article | category | quantity | price |
      | sencha  | tea      | 1        | 20.00 |
    Then the total is 23.20
    # tea week begins: 20.00 less 10 %, and 3.20
    Given it is 2026-12-07 00:05
    When what was asked for is bought
    Then the total is 21.20

  Scenario: A change of points is explained like a price
    Given Ada has 300 points until 2026-12-31
    And Ben is a member
    And a key that may explanations:read
    When GET /v1/members/@Ada/ledger/1/explanation is asked
    Then the answer says:
      """
      {"kind": "points_change", "what": "earn", "wallet": "points", "status": "committed",
       "change": {"available": 300, "pending": 0, "held": 0, "owed": 0}}
      """
    When GET /v1/members/@Ada/ledger/9/explanation is asked
    Then the answer is 404 unknown-explanation
    When GET /v1/members/@Ben/ledger/1/explanation?view=auditor is asked
    Then the answer is 403 scope-missing

  @AX-05
  Scenario Outline: An explanation is read out on the phone, line by line, in the language of whoever calls
    Given a key that may do everything
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "member": "@Ada",
       "order": {"channel": "shop", "delivery": "home"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    And GET /v1/explanations/@.explanation?format=text&lang=<language>&view=customer is asked
    Then among the lines of the answer is:
      | line     |
      | <total>  |
      | <saving> |

    Examples:
      | language | total                              | saving                          |
      | en       | Total, all charges included €13.00 | Your membership saves you €0.20 |
      | zh-CN    | 应付总额（含全部费用） €13.00      | 会员为您节省 €0.20              |

  @AX-05
  Scenario Outline: An explanation is printed and mailed
    Given a key that may do everything
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "member": "@Ada",
       "order": {"channel": "shop", "delivery": "home"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    And GET /v1/explanations/@.explanation?format=<format>&lang=<language> is asked
    Then the answer is <status>

    Examples:
      | format | language | status |
      | pdf    | en       | 200    |
      | pdf    | zh-CN    | 200    |
      | html   | zh-CN    | 200    |
      | fax    | en       | 422    |

  @AX-02
  Scenario: The sums of an explanation are a table that is read out cell by cell
    Given a key that may do everything
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "member": "@Ada",
       "order": {"channel": "shop", "delivery": "home"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    And GET /v1/explanations/@.explanation?format=html&lang=en&view=customer is asked
    Then among the lines of the answer is:
      | line                                                                                                     |
      | <caption><h2>What the total is made of</h2></caption>                                                    |
      | <thead><tr><th scope="col" class="text">What</th><th scope="col" class="amount">Amount</th></tr></thead> |
      | <tr class="part"><th scope="row">Member tier discount</th><td class="amount">−€0.20</td></tr>            |
