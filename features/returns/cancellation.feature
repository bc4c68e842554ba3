Feature: An order is cancelled
  All that is left of it goes back, and exactly nothing of it remains: no fee, no points, nothing
  that counts towards a tier. A cancellation is the seller's act, so it is never too late.

  Background:
    Given the coffee programme
    And Ada is a gold member

  Scenario: Everything goes back, the delivery too
    When Ada buys in the web, delivered home:
      | article | quantity | price |
      | blend   | 2        | 7.25  |
    # 14.50 less 0.73 = 13.77, and 3.20 delivery, which a return would keep
    Then the total is 16.97
    When Ada cancels everything
    Then the refund is:
      | money back        | 16.97 |
      | not refundable    | 0.00  |
      | kept order        | 0.00  |
      | points taken back | 20    |
    And Ada has:
      | spendable | pending | owed |
      | 0         | 0       | 0    |

  Scenario: What is left is cancelled after a part came back
    When Ada buys in the web, delivered home, as order A:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    And Ada brings back of A:
      | article | quantity |
      | blend   | 1        |
    # kept 9.50 and 3.20
    Then the refund is:
      | money back | 9.50 |
    When Ada cancels everything of A
    Then the refund is:
      | money back | 12.70 |
      | kept order | 0.00  |
    And Ada has:
      | pending | owed |
      | 0       | 0    |

  Scenario: A fee that a return kept goes back when the order is cancelled after all
    When Ada buys in the web, delivered home, as order A:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    And Ada brings back everything of A
    Then the refund is:
      | money back     | 19.00 |
      | not refundable | 3.20  |
    When Ada cancels everything of A
    Then the refund is:
      | money back     | 3.20 |
      | not refundable | 0.00 |

  Scenario: It is cancelled once, and nothing can be brought back afterwards
    When Ada buys in the shop, as order A:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    And Ada cancels everything of A
    And it is sent again
    Then the answer is the one given before
    When Ada cancels everything of A
    Then it is refused: This cannot be returned
    When Ada brings back everything of A
    Then it is refused: This cannot be returned
    And the ledger of Ada reads:
      | entry    | points |
      | earn     | 28     |
      | clawback | -28    |

  Scenario: It is never too late
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And it is 2027-06-01 12:00
    And Ada cancels everything
    Then the refund is:
      | money back | 19.00 |
