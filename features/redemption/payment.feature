Feature: Paying with points
  100 points pay 1.00: at least 500 at once, at most half of the order.

  Background:
    Given the coffee programme
    And Ada is a member

  Scenario Outline: At least 500, at most half
    Given Ada has 5000 points
    When Ada asks the price in the shop, offering <offered> points:
      | article | quantity | price   |
      | blend   | 1        | <price> |
    Then the price is:
      | points used      | <used> |
      | paid with points | <paid> |
      | left to pay      | <left> |
      | total            | <price> |

    Examples:
      | offered | price | used | paid | left  | because                                     |
      | 499     | 20.00 | 0    | 0.00 | 20.00 | fewer than 500                              |
      | 500     | 20.00 | 500  | 5.00 | 15.00 | the fewest                                  |
      | 1000    | 20.00 | 1000 | 10.00 | 10.00 | half of the order                          |
      | 1001    | 20.00 | 1000 | 10.00 | 10.00 | no more than half                          |
      | 5000    | 9.99  | 0    | 0.00 | 9.99  | half of 9.99 is fewer than 500 points       |
      | 5000    | 10.01 | 500  | 5.00 | 5.01  | half of 10.01 is 500.5 points, rounded down |
      | 777     | 50.00 | 777  | 7.77 | 42.23 | each point pays a cent                      |

  Scenario: What is paid with points earns nothing
    Given Eva is a member
    And Eva has 1250 points
    And Eva buys in the shop:
      | article   | category  | price   |
      | card-2000 | gift-card | 2000.00 |
    # the gift card earned nothing, and made Eva gold
    When Eva buys in the web, offering 1250 points:
      | article   | brand | quantity | price |
      | beans-1kg | own   | 1        | 26.32 |
    # 26.32 less 5 % = 25.00; half paid with points; 12.50 x 1.5 x 2 = 37.5, + 50, rounded down
    Then the price is:
      | total            | 25.00 |
      | paid with points | 12.50 |
      | left to pay      | 12.50 |
      | points used      | 1250  |
      | points earned    | 87    |
    And Eva has:
      | spendable | pending |
      | 0         | 87      |

  Scenario: Points are payment, they change neither price nor tax
    Given Ada has 1000 points
    When Ada buys in the shop, offering 1000 points:
      | article | quantity | price |
      | blend   | 1        | 21.40 |
    # 21.40 x 7 / 107 = 1.40, as without points
    Then the price is:
      | total              | 21.40 |
      | without membership | 21.40 |
      | tax contained      | 1.40  |
      | left to pay        | 11.40 |
    And the lines are:
      | line             | amount | what        |
      | blend            | 21.40  | base        |
      | Tax              | 1.40   | tax         |
      | Paid with points | -10.00 | points used |

  Scenario: Points one does not have are refused
    Given Ada has 600 points
    When Ada buys in the shop, offering 700 points:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then it is refused: There are not enough points
    And Ada has:
      | spendable |
      | 600       |

  Scenario: Pending points cannot be spent
    When Ada buys in the shop:
      | article | quantity | price  |
      | blend   | 1        | 900.00 |
    And Ada asks the price in the shop, offering 500 points:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then it is refused: There are not enough points

  Scenario: Somebody who is no member has no points to pay with
    When somebody asks the price in the shop, offering 500 points:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then the price is:
      | points used | 0     |
      | left to pay | 20.00 |
