Feature: Every request needs a key, and a key may do only what it was made for

  Background:
    Given the coffee programme
    And Ada is a member

  Scenario Outline: Without a key nothing is answered
    Given a request without a key
    When GET <address> is asked
    Then the answer is 401 key-missing

    Examples:
      | address                    |
      | /v1/members/@Ada           |
      | /v1/members/@Ada/balances  |
      | /v1/members/@Ada/ledger    |
      | /v1/programmes             |

  Scenario: Whether the service lives, everybody may ask
    Given a request without a key
    When GET /livez is asked
    Then the answer is 200

  Scenario: A key that is not ours
    Given a key that may open nothing
    When GET /v1/members/@Ada is asked
    Then the answer is 401 key-refused

  Scenario Outline: Each address asks for its own right
    Given a key that may <scope>
    When GET <address> is asked
    Then the answer is <status>

    Examples:
      | scope           | address                   | status |
      | members:read    | /v1/members/@Ada          | 200    |
      | members:read    | /v1/members/@Ada/balances | 403    |
      | points:read     | /v1/members/@Ada/balances | 200    |
      | points:write    | /v1/members/@Ada/ledger   | 403    |
      | programmes:read | /v1/programmes            | 200    |

  Scenario: To write is not to read, and not to write elsewhere
    Given a key that may members:read, quotes:write
    When PUT /v1/orders/A-1 is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "app"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 403 scope-missing
    And the database is unchanged

  Scenario: A trial key may ask for prices and books nothing
    Given a trial key that may quotes:write, orders:write
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "app"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 201
    When PUT /v1/orders/A-1 is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "app"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 403 key-is-for-trial
    And the database is unchanged
