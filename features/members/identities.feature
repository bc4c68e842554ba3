Feature: A member is known by several things
  A card, a phone, an e-mail address, an app, a partner's id. Only a keyed hash of each is kept.

  Background:
    Given the coffee programme
    And Ada is a member
    And Bea is a member
    And a key that may do everything
    When POST /v1/members/@Ada/identities is sent:
      """
      {"identity": {"kind": "email", "value": "Ada@Example.org"}}
      """

  Scenario Outline: However it is written, the same member is found
    When POST /v1/members/@Ada/identities is sent:
      """
      {"identity": {"kind": "<kind>", "value": "<linked>"}}
      """
    And POST /v1/members/find is sent:
      """
      {"programme": "corner-coffee", "identity": {"kind": "<kind>", "value": "<shown>"}}
      """
    Then the answer is 200
    And the answer says:
      """
      {"member": "@Ada"}
      """

    Examples:
      | kind    | linked            | shown              |
      | email   | Ada@Example.org   | ada@example.ORG    |
      | phone   | +49 30 1234-5678  | 0049 (30) 12345678 |
      | phone   | +86 138 0013 8000 | ＋８６13800138000     |
      | card    | 2601 0000 0017    | 2601-0000-0017     |
      | partner | airline:A-7731    | airline:A-7731     |

  Scenario: Nobody else can be known by it, and nothing says by whom it is taken
    When POST /v1/members/@Bea/identities is sent:
      """
      {"identity": {"kind": "email", "value": "ada@example.org"}}
      """
    Then the answer is 409 identity-taken
    And the database is unchanged

  Scenario: The same again is linked once
    When POST /v1/members/@Ada/identities is sent:
      """
      {"identity": {"kind": "email", "value": "ada@example.org"}}
      """
    Then the answer is 200
    And the database is unchanged

  Scenario: What is unlinked finds nobody, and another member may be known by it
    When POST /v1/members/@Ada/identities/unlink is sent:
      """
      {"identity": "@.identity"}
      """
    Then the answer is 200
    When POST /v1/members/find is sent:
      """
      {"programme": "corner-coffee", "identity": {"kind": "email", "value": "ada@example.org"}}
      """
    Then the answer is 404 unknown-identity
    When POST /v1/members/@Bea/identities is sent:
      """
      {"identity": {"kind": "email", "value": "ada@example.org"}}
      """
    Then the answer is 201

  Scenario Outline: What is none of its kind is refused and not repeated
    When POST /v1/members/@Ada/identities is sent:
      """
      {"identity": {"kind": "<kind>", "value": "<value>"}}
      """
    Then the answer is 422 identity-unclear
    And these places are named:
      | place           | code             |
      | /identity/value | identity-unclear |
    And the database is unchanged

    Examples:
      | kind    | value        |
      | email   | ada.example  |
      | phone   | 030 12345678 |
      | card    | 12           |
      | partner | A-7731       |

  Scenario: An order names its buyer by what was shown, and what comes back is that member's
    When PUT /v1/orders/web-1 is sent:
      """
      {"programme": "corner-coffee", "identity": {"kind": "email", "value": "ada@example.org"},
       "currency": "EUR", "order": {"channel": "web", "delivery": "home"},
       "lines": [{"sku": "blend", "quantity": 2, "unit_price": "40.00", "category": "coffee", "brand": "other"}]}
      """
    Then the answer is 201
    # 80 and 50 of the web, which wait until the order can no longer come back
    And Ada has:
      | spendable | pending |
      | 0         | 130     |
    When POST /v1/orders/web-1/returns is sent:
      """
      {"programme": "corner-coffee", "id": "shop-1", "lines": [{"line": "1", "quantity": 2}]}
      """
    Then the answer is 201
    And Ada has:
      | spendable | pending |
      | 0         | 0       |

  Scenario: A request names its member in one way
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "identity": {"kind": "email", "value": "ada@example.org"},
       "currency": "EUR", "order": {"channel": "web", "delivery": "home"},
       "lines": [{"sku": "blend", "quantity": 2, "unit_price": "40.00", "category": "coffee", "brand": "other"}]}
      """
    Then the answer is 422 request-invalid
    And these places are named:
      | place     | code        |
      | /identity | named-twice |

  Scenario: Bought in one channel by card, brought back in another by e-mail address
    When POST /v1/members/@Ada/identities is sent:
      """
      {"identity": {"kind": "card", "value": "2601 0000 0017"}}
      """
    And PUT /v1/orders/till-1 is sent:
      """
      {"programme": "corner-coffee", "identity": {"kind": "card", "value": "2601-0000-0017"},
       "currency": "EUR", "order": {"channel": "shop", "delivery": "collect"},
       "lines": [{"sku": "blend", "quantity": 2, "unit_price": "40.00", "category": "coffee", "brand": "other"}]}
      """
    Then the answer is 201
    And Ada has:
      | spendable | pending |
      | 0         | 80      |
    When POST /v1/members/find is sent:
      """
      {"programme": "corner-coffee", "identity": {"kind": "email", "value": "ada@example.org"}}
      """
    Then the answer says:
      """
      {"member": "@Ada"}
      """
    When POST /v1/orders/till-1/returns is sent:
      """
      {"programme": "corner-coffee", "id": "web-1", "channel": "web", "lines": [{"line": "1", "quantity": 1}]}
      """
    Then the answer is 201
    And Ada has:
      | spendable | pending |
      | 0         | 40      |
