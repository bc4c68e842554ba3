Feature: Buy so many, get so many at less
  Sets are whole, and the file says of which lines they are made and which units are got.

  Scenario Outline: Three for two, and which of the three is free
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - id: three-for-two
              name: {en: Three for two, zh-CN: 买二送一}
              lines: line.category == "tea"
              buy_get: {buy: 2, get: 1, percent: 100%, counted: all_lines, given: <given>}
      """
    When somebody asks the price in the shop:
      | article | category | quantity | price |
      | sencha  | tea      | 3        | 10.00 |
      | assam   | tea      | 3        | 6.00  |
      | blend   | coffee   | 1        | 1.00  |
    # six teas are two sets; 30.00 + 18.00 + 1.00 = 49.00
    Then the total is <total>

    Examples:
      | given                | total | because                                                    |
      | cheapest             | 37.00 | two of assam are the cheapest of all, 12.00                |
      | cheapest_of_each_set | 33.00 | sets are 10 10 10 and 6 6 6: one sencha, one assam, 16.00  |
      | dearest              | 29.00 | two of sencha, 20.00                                       |

  Scenario: A set that is not whole is got by nobody, and it says how much is missing
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - id: three-for-two
              name: {en: Three for two, zh-CN: 买二送一}
              lines: line.category == "tea"
              buy_get: {buy: 2, get: 1, percent: 100%, counted: each_line}
      """
    When somebody asks the price in the shop:
      | article | category | quantity | price |
      | sencha  | tea      | 2        | 10.00 |
      | assam   | tea      | 2        | 6.00  |
    Then the total is 32.00
    And among what did not apply is:
      | rule          | missing |
      | Three for two | below 1 |

  Scenario: Two coffees bring the dearest tea at half, once
    Given the coffee programme with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules:
            - id: tea-with-coffee
              name: {en: Tea with coffee, zh-CN: 咖啡配茶}
              lines: line.category == "coffee"
              buy_get:
                buy: 2
                get: 1
                percent: 50%
                counted: all_lines
                of: line.category == "tea"
                given: dearest
                at_most: 1
      """
    When somebody asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 4        | 5.00  |
      | sencha  | tea      | 2        | 9.99  |
      | assam   | tea      | 1        | 6.00  |
    # half of 9.99 is 4.995, half up 5.00
    Then the lines are:
      | line            | amount |
      | blend           | 20.00  |
      | sencha          | 19.98  |
      | Tea with coffee | -5.00  |
      | assam           | 6.00   |
