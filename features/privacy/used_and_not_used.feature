@PP-01
Feature: The explanation lists what was used and what was not

  Background:
    Given the coffee programme

  Scenario: The price of a basket
    Given Ada is a member
    When Ada asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then these facts were used:
      | fact                 | label       | for |
      | history.points_month | membership  |     |
      | line.brand           | transaction |     |
      | line.category        | transaction |     |
      | line.quantity        | transaction |     |
      | line.unit_price      | transaction |     |
      | member.country       | transaction | tax |
      | member.enrolled      | membership  |     |
      | member.tier          | membership  |     |
      | order.channel        | transaction |     |
      | order.day            | transaction |     |
      | order.delivery       | transaction |     |
      | order.points_offered | transaction |     |
    And these facts were not used:
      | fact                   | label     |
      | member.age             | protected |
      | member.birth_day_month | personal  |
      | member.postcode        | proxy     |

  Scenario: The bill of a plan looks at less
    When 10 api-calls of brew-pro are used
    Then these facts were used:
      | fact                      | label       | for |
      | member.country            | transaction | tax |
      | member.tier               | membership  |     |
      | order.day                 | transaction |     |
      | period.closed             | transaction |     |
      | period.undone             | transaction |     |
      | stretch.part              | transaction |     |
      | stretch.total             | transaction |     |
      | subscription.first_period | transaction |     |
      | usage.quantity.api-calls  | transaction |     |
    And these facts were not used:
      | fact                   | label       |
      | line.brand             | transaction |
      | line.category          | transaction |
      | member.age             | protected   |
      | member.birth_day_month | personal    |
      | member.postcode        | proxy       |
      | order.channel          | transaction |
      | order.delivery         | transaction |

  Scenario Outline: A price says whether it rests on membership
    Given Ada is a <tier> member
    When Ada uses 100,000 api-calls of brew-pro
    # 5 % of 82.00 = 4.10
    Then the price is:
      | saved by membership | <saved> |
      | price rests on      | <level> |

    Examples:
      | tier | saved | level      |
      | gold | 4.10  | membership |
      | blue | 0.00  | membership |

  Scenario: A rule that reads a birthday makes the price personal, and says so
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - {id: birthday-treat, name: {en: Birthday treat, zh-CN: 生日优惠}, when: member.birth_day_month == "11-22", percent: 10%}
        returns: {within: 14 days}
      """
    When Ada joins with these facts:
      | member.birth_day_month | 11-22 |
    And Ada asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | total              | 9.00       |
      | without membership | 10.00      |
      | price rests on     | individual |
    When somebody asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | total          | 10.00 |
      | price rests on | none  |

  Scenario: What the price looked at says how personal it is, also where nothing came of it
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - {id: birthday-treat, name: {en: Birthday treat, zh-CN: 生日优惠}, when: member.birth_day_month == "11-22", percent: 10%}
        returns: {within: 14 days}
      """
    When Bea joins with these facts:
      | member.birth_day_month | 03-01 |
    And Bea asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | total              | 10.00      |
      | without membership | 10.00      |
      | price rests on     | individual |
    When somebody asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | price rests on | none |
