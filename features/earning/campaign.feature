Feature: A campaign has a first and a last day, both inside
  Days are those of the programme's zone, Berlin.

  Background:
    Given the coffee programme

  Scenario Outline: Double points on our own brand, 20 to 30 November
    Given Ada is a member
    And it is <moment>
    When Ada asks the price in the shop, delivered home:
      | article   | brand | quantity | price |
      | beans-1kg | own   | 1        | 10.00 |
    Then <points> points are earned

    Examples:
      | moment           | points | because                                        |
      | 2026-11-19 23:59 | 10     | the day before                                 |
      | 2026-11-20 00:00 | 20     | the first minute, 23:00 of the day before UTC  |
      | 2026-11-30 23:59 | 20     | the last minute                                |
      | 2026-12-01 00:00 | 10     | the day after                                  |

  Scenario: An order is judged by when it was placed, not by when it is booked
    Given it is 2026-12-01 09:00
    And Ada is a member
    When Ada buys in the shop, delivered home, dated 2026-11-30:
      | article   | brand | quantity | price |
      | beans-1kg | own   | 1        | 10.00 |
    Then 20 points are earned

  Scenario: After the campaign it is named among what did not apply
    Given it is 2026-12-03 09:00
    And Ada is a member
    When Ada asks the price in the shop, delivered home:
      | article   | brand | quantity | price |
      | beans-1kg | own   | 1        | 10.00 |
    Then among what did not apply is:
      | rule                           | of |
      | Double points on our own brand | 1  |

  Scenario: An order of tomorrow is refused
    Given Ada is a member
    When Ada buys in the shop, dated 2026-11-23:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then it is refused: The time lies in the future
