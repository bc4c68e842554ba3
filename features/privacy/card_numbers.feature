@PY-06
Feature: The number of a payment card never comes in
  Whatever text it stands in and however it is written, the request is refused; the number is repeated nowhere.

  Background:
    Given the coffee programme
    And Ada is a member
    And a key that may do everything

  Scenario Outline: A card number in odd spelling
    When PUT /v1/orders/A-1 is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "member": "@Ada", "order": {"channel": "app"},
       "lines": [{"sku": "<text>", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 422 pan-detected
    And these places are named:
      | place        | code         |
      | /lines/0/sku | pan-detected |
    And the database is unchanged

    Examples:
      | text                            | because                   |
      | 4111111111111111                | as it stands on the card  |
      | 4111 1111 1111 1111             | in groups                 |
      | 4111-1111.1111_1111             | parted in several ways    |
      | ４１１１１１１１１１１１１１１１ | in full-width digits      |
      | ٤١١١ ١١١١ ١١١١ ١١١١             | in Arabic digits          |
      | my card is 378282246310005, thx | within a sentence         |

  Scenario: A card number that is cut over neighbouring fields
    When POST /v1/members is sent:
      """
      {"programme": "corner-coffee", "facts": {"member.a": "41111111", "member.b": "11111111"}}
      """
    Then the answer is 422 pan-detected
    And these places are named:
      | place           | code         |
      | /facts/member.a | pan-detected |

  @PD-23
  Scenario Outline: A Chinese identity number, which tells birth, region and sex
    When POST /v1/members is sent:
      """
      {"programme": "corner-coffee", <told>}
      """
    Then the answer is 422 over-collection
    And these places are named:
      | place   | code            |
      | <place> | over-collection |
    And the database is unchanged

    Examples:
      | told                                         | place           |
      | "reference": "11010519491231002X"            | /reference      |
      | "facts": {"member.a": "110105194912310021, 11010519491231002x"} | /facts/member.a |
      | "facts": {"member.a": "１１０１０５ １９４９１２３１ ００２X"} | /facts/member.a |

  @PD-23
  Scenario: An identity number in the address
    When GET /v1/orders/11010519491231002X?programme=corner-coffee is asked
    Then the answer is 422 over-collection

  Scenario Outline: A card number in the address
    When GET <address> is asked
    Then the answer is 422 pan-detected

    Examples:
      | address                                                 |
      | /v1/orders/4111-1111-1111-1111?programme=corner-coffee  |
      | /v1/notices?programme=4111111111111111                  |
      | /v1/notices?4111111111111111=1                          |

  Scenario Outline: What only looks like one comes in
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "order": {"channel": "app"},
       "lines": [{"sku": "<text>", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    Then the answer is 201

    Examples:
      | text                                 | because                       |
      | 4006381333931                        | an article number             |
      | 4111111111111112                     | the check digit is wrong      |
      | 302-1234567-1234560                  | an order id of a market place |
      | 8e03978e-40d5-43e8-bc93-6894a57f9324 | an id made by chance          |
      | 110105194912310021                   | no check digit of a person    |
      | 310012202611270018                   | an order id with its day      |

  Scenario: A row of a table is refused, and the others come in
    When a table of members is taken in:
      | reference           | enrolled_at | comes to             |
      | 4111 1111 1111 1111 | 2026-01-05  | refused pan-detected |
      | 11010519491231002X  | 2026-01-05  | refused over-collection |
      | shop-2              | 2026-01-05  | imported             |
