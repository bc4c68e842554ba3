Feature: Pages everybody can read, and nothing personal in what goes wrong

  Background:
    Given the coffee programme
    And Ada is a silver member
    And it is 2026-11-22 10:00

  @AX-01
  Scenario Outline: The statement on accessibility says what is checked and where to turn
    Given a request without a key
    When GET /pages/accessibility?lang=<language> is asked
    Then among the lines of the answer is:
      | line   |
      | <held> |

    Examples:
      | language | held                                                                                                                                                  |
      | en       | <p>These pages are made to meet WCAG 2.2 at level AA, in English and in Chinese. They work without script, with the keyboard alone, and in print.</p> |
      | en       | <h2>What only people can check</h2>                                                                                                                   |
      | zh-CN    | <p>本页面按 WCAG 2.2 AA 级标准制作，提供英文和中文版本，无需脚本，可仅用键盘操作，也适合打印。</p>                                                      |
      | zh-CN    | <h2>须由人工检查的内容</h2>                                                                                                                           |

  @PX-07
  Scenario: The total is a heading of its own on an explanation, whatever the sums below it
    Given a key that may do everything
    When POST /v1/quotes is sent:
      """
      {"programme": "corner-coffee", "currency": "EUR", "member": "@Ada",
       "order": {"channel": "shop", "delivery": "home"},
       "lines": [{"sku": "blend", "quantity": 1, "unit_price": "10.00", "category": "coffee", "brand": "own"}]}
      """
    And GET /v1/explanations/@.explanation?format=html&lang=en&view=customer is asked
    Then among the lines of the answer is:
      | line                                                                                |
      | <h2 class="total">Total, all charges included <strong>€13.00</strong></h2>          |

  @PD-13
  Scenario Outline: An address that holds something personal is not repeated
    Given a key that may do everything
    When GET <address> is asked
    Then the answer is <status>
    And the answer says:
      """
      {"detail": "<detail>"}
      """

    Examples:
      | address                                | status | detail                                                                  |
      | /v1/members/ada@example.org            | 404    | There is no such member                                                 |
      | /v1/members/find?email=ada@example.org | 422    | see `errors`: each names a place, what is wrong there and what to write |
