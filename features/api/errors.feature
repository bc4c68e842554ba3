Feature: Whatever is wrong with a request is answered by a problem document
  It has a code, and names each place in the request. Nothing has been stored.

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may do everything

  Scenario: Every wrong place is named at once
    When PUT /v1/orders/A-1 is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "member": "@Ada", "colour": "red",
       "order": {"channel": "app"},
       "lines": [{"sku": "blend", "quantity": "a few", "unit_price": "10.00", "category": "coffee", "brand": "own"},
                 {"sku": "mocha", "quantity": -1, "unit_price": "ten", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 422 request-invalid
    And these places are named:
      | place               | code           |
      | /lines/0/quantity   | not-a-decimal  |
      | /lines/1/quantity   | out-of-range   |
      | /lines/1/unit_price | not-a-decimal  |
      | /colour             | unknown-member |
    And the database is unchanged

  Scenario Outline: What cannot be a quantity
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "app"},
       "lines": [{"sku": "blend", "quantity": <quantity>, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is <status> <problem>
    And the database is unchanged

    Examples:
      | quantity                      | status | problem         | because                            |
      | -1                            | 422    | request-invalid | nobody buys less than nothing      |
      | 1.9                           | 422    | request-invalid | a binary fraction; "1.9" is exact  |
      | NaN                           | 422    | request-invalid | no part of JSON                    |
      | 99999999999999999999999999999 | 422    | request-invalid | more digits than any number needs  |
      | "1e3"                         | 422    | request-invalid | no exponents                       |
      | null                          | 422    | request-invalid | no value is no value               |
      | true                          | 422    | request-invalid | a truth is no number               |
      | "20000000"                    | 422    | request-misfit  | beyond the programme's limit       |
      | "0.0000000001"                | 422    | request-invalid | finer than any quantity            |

  Scenario: A fact the programme does not know is named with its place
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"chanel": "app"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "cofee", "brand": "own"}]}
      """
    Then the answer is 422 request-misfit
    And these places are named:
      | place             | code         |
      | /order/chanel     | unknown-fact |
      | /order/channel    | fact-missing |
      | /lines/0/category | fact-invalid |

  Scenario: The other currency
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "USD", "order": {"channel": "app"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 422 request-misfit
    And these places are named:
      | place     | code           |
      | /currency | other-currency |

  Scenario: One price in another currency than the request
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "app"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": {"amount": 1000, "currency": "JPY"}, "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 422 request-invalid
    And these places are named:
      | place                        | code           |
      | /lines/0/unit_price/currency | other-currency |

  Scenario Outline: What does not exist
    When GET <address> is asked
    Then the answer is 404 <problem>

    Examples:
      | address                             | problem             |
      | /v1/nothing                         | not-found           |
      | /v1/members/mem_0000000000000       | unknown-member      |
      | /v1/members/Ada                     | unknown-member      |
      | /v1/quotes/quo_0000000000000        | unknown-quote       |
      | /v1/orders/X-1?programme=corner-coffee | unknown-order    |
      | /v1/explanations/exp_0000000000000  | unknown-explanation |
      | /v1/programmes/tea-house            | unknown-programme   |

  Scenario Outline: An order of somebody or something unknown
    When PUT /v1/orders/A-1 is sent:
      """
      {"programme": "<programme>", "currency": "EUR", "member": "<member>", "order": {"channel": "app"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 404 <problem>
    And the database is unchanged

    Examples:
      | programme     | member            | problem           |
      | corner-coffee | mem_0000000000000 | unknown-member    |
      | tea-house     | @Ada              | unknown-programme |

  Scenario: A method the address does not take
    When DELETE /v1/quotes is asked
    Then the answer is 405 method-not-allowed

  Scenario Outline: A body that cannot be read
    When POST /v1/quotes is sent as <media>:
      """
      <body>
      """
    Then the answer is <status> <problem>

    Examples:
      | media            | body            | status | problem            |
      | text/plain       | {}              | 415    | media-type-unknown |
      | application/json | {"programme":   | 400    | body-unreadable    |
      | application/json | []              | 422    | request-invalid    |
      | application/json | {"a": 1, "a": 2} | 422   | request-invalid    |

  Scenario: An estimate is of a quantity or of a member's period, never of both
    When POST /v1/estimates is sent:
      """
      {"programme": "corner-coffee", "plan": "brew-pro", "meter": "api-calls",
       "period": {"start": "2026-12-01T00:00:00Z", "end": "2026-12-01T00:00:00Z"}}
      """
    Then the answer is 422 request-invalid
    And these places are named:
      | place       | code           |
      | /meter      | unknown-member |
      | /member     | required       |
      | /period/end | out-of-range   |
    When POST /v1/estimates is sent:
      """
      {"programme": "corner-coffee", "plan": "brew-pro"}
      """
    Then the answer is 422 request-invalid
    And these places are named:
      | place     | code     |
      | /meter    | required |
      | /quantity | required |
