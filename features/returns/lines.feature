Feature: Lines of an order are brought back
  What is kept is decided again under the rules of the sale.
  The refund is what was paid so far less what the kept order costs; points likewise.

  Background:
    Given the coffee programme
    And Ada is a gold member

  Scenario: One piece of a line comes back
    When Ada buys in the app:
      | article | category | brand | quantity | price |
      | beans   | coffee   | own   | 2        | 26.94 |
      | sencha  | tea      | other | 3        | 9.50  |
    # 53.88 less 2.69 = 51.19; 28.50 less 1.43 = 27.07 (1.425, half a cent up); together 78.26
    # 51.19 x 1.5 x 2 = 153.57; 27.07 x 1.5 = 40.605; + 50 = 244.175
    Then the price is:
      | total         | 78.26 |
      | points earned | 244   |
    When Ada brings back:
      | article | quantity |
      | beans   | 1        |
    # kept: 26.94 less 1.35 = 25.59, and 27.07, together 52.66; 76.77 + 40.605 + 50 = 167.375
    Then the refund is:
      | kept order        | 52.66 |
      | money back        | 25.60 |
      | points taken back | 77    |
      | points given back | 0     |
    And Ada has:
      | spendable | pending | owed |
      | 0         | 167     | 0    |

  Scenario: Piece by piece is the same as at once
    When Ada buys in the app, as order A:
      | article | brand | quantity | price |
      | beans   | own   | 3        | 26.94 |
    # 80.82 less 4.04 = 76.78; x 3 = 230.34, + 50
    Then 280 points are earned
    When Ada brings back of A:
      | article | quantity |
      | beans   | 1        |
    # kept 53.88 less 2.69 = 51.19; 153.57 + 50 = 203.57
    Then the refund is:
      | money back        | 25.59 |
      | points taken back | 77    |
    When Ada brings back of A:
      | article | quantity |
      | beans   | 1        |
    # kept 25.59; 76.77 + 50 = 126.77
    Then the refund is:
      | money back        | 25.60 |
      | points taken back | 77    |
    When Ada brings back of A:
      | article | quantity |
      | beans   | 1        |
    # 25.59 + 25.60 + 25.59 = 76.78; 77 + 77 + 126 = 280
    Then the refund is:
      | money back        | 25.59 |
      | points taken back | 126   |
      | kept order        | 0.00  |
    And Ada has:
      | spendable | pending | held | owed |
      | 0         | 0       | 0    | 0    |
    When Ada buys in the app, as order B:
      | article | brand | quantity | price |
      | beans   | own   | 3        | 26.94 |
    And Ada brings back everything of B
    Then the refund is:
      | money back        | 76.78 |
      | points taken back | 280   |

  Scenario: Everything back is nothing, but for a fee that is not refundable
    When Ada buys in the web, delivered home:
      | article | quantity | price |
      | blend   | 2        | 7.25  |
    # 14.50 less 0.73 = 13.77 (0.725, half a cent up), and 3.20 delivery
    Then the total is 16.97
    When Ada brings back everything
    Then the refund is:
      | money back     | 13.77 |
      | not refundable | 3.20  |
      | kept order     | 0.00  |
    And Ada has:
      | pending | owed |
      | 0       | 0    |

  Scenario: A part back keeps the fee in the kept order
    When Ada buys in the web, delivered home:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    And Ada brings back:
      | article | quantity |
      | blend   | 1        |
    # kept 10.00 less 0.50, and 3.20
    Then the refund is:
      | kept order     | 12.70 |
      | money back     | 9.50  |
      | not refundable | 0.00  |

  Scenario: The app bonus goes when what is kept no longer earns it
    When Ada buys in the app:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
      | mocha   | 1        | 10.00 |
    # 28.50 x 1.5 = 42.75, + 50
    Then 92 points are earned
    When Ada brings back:
      | article | quantity |
      | mocha   | 1        |
    # 19.00 is below 25.00: 28.5, and no bonus
    Then the refund is:
      | money back        | 9.50 |
      | points taken back | 64   |

  Scenario: No more comes back than was bought
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    And Ada brings back:
      | article | quantity |
      | blend   | 1        |
    And Ada brings back:
      | article | quantity |
      | blend   | 2        |
    Then it is refused: This cannot be returned
    And Ada has:
      | pending |
      | 14      |

  Scenario: The time for returns is fourteen days, the last day inside
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And it is 2026-12-06 23:59
    And Ada brings back everything
    Then the refund is:
      | money back | 19.00 |

  Scenario: A day later it is too late
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And it is 2026-12-07 00:00
    And Ada brings back everything
    Then it is refused: The time for returns is over

  Scenario: The same return is booked once
    When Ada buys in the shop:
      | article | quantity | price |
      | blend   | 2        | 10.00 |
    And Ada brings back:
      | article | quantity |
      | blend   | 1        |
    And it is sent again
    Then the answer is the one given before
    And the refund is:
      | money back | 9.50 |
    And the ledger of Ada reads:
      | entry    | points |
      | earn     | 28     |
      | clawback | -14    |

  Scenario: A return is decided under the rules of the sale, although a campaign is over
    Given it is 2026-11-30 12:00
    When Ada buys in the shop:
      | article | brand | quantity | price |
      | beans   | own   | 2        | 10.00 |
    # 19.00 x 1.5 x 2
    Then 57 points are earned
    When it is 2026-12-03 12:00
    And Ada brings back:
      | article | quantity |
      | beans   | 1        |
    # kept 9.50 x 1.5 x 2 = 28.5
    Then the refund is:
      | money back        | 9.50 |
      | points taken back | 29   |
