Feature: Lines of an order are exchanged for others
  A return and a new order, booked together or not at all. What comes back is decided by the
  rules of the sale, what is bought instead by the rules of now.

  Background:
    Given the coffee programme
    And Ada is a gold member
    When Ada buys in the shop, as order A:
      | article | quantity | price |
      | blend   | 2        | 10.00 |

  Scenario: Both halves are booked
    When Ada exchanges of A:
      | article | quantity | for   | price |
      | blend   | 1        | mocha | 12.00 |
    # 10.00 less 0.50 comes back, 12.00 less 0.60 is paid: 1.90 are left to pay
    Then the refund is:
      | money back        | 9.50 |
      | kept order        | 9.50 |
      | points taken back | 14   |
    # 11.40 x 1.5
    And the ledger of Ada reads:
      | entry    | points |
      | earn     | 28     |
      | clawback | -14    |
      | earn     | 17     |

  Scenario: Sent again it is booked once
    When Ada exchanges of A:
      | article | quantity | for   | price |
      | blend   | 2        | mocha | 12.00 |
    And it is sent again
    Then the answer is the one given before
    And Ada has:
      | pending |
      | 34      |

  Scenario: What came instead can be brought back, in another shop
    When Ada exchanges of A:
      | article | quantity | for   | price |
      | blend   | 2        | mocha | 12.00 |
    And Ada brings back in the shop-2:
      | article | quantity |
      | mocha   | 2        |
    Then the refund is:
      | money back | 22.80 |
      | kept order | 0.00  |
    And Ada has:
      | pending | owed |
      | 0       | 0    |

  Scenario: Nothing is booked where half of it is refused
    When Ada exchanges of A:
      | article | quantity | for   | price |
      | blend   | 3        | mocha | 12.00 |
    Then it is refused: This cannot be returned
    And the ledger of Ada reads:
      | entry | points |
      | earn  | 28     |
