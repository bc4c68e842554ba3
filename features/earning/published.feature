Feature: Points of programmes that others have published
  The points of a stay are its price times the brand's rate times the tier's factor. What these
  programmes ask of a member for a tier is theirs: nights and money together, or the best of
  three counters. A ladder here has one measure, so the tiers are reached by spending.

  # Marriott Bonvoy 2024, second-hand: https://bankrewards.io/blog/etASmkJrjwAxeWGMHuNT,
  # https://www.flystaypoints.com.au/a-primer-on-the-marriott-bonvoy-program/
  # Hilton Honors, second-hand: https://tripeko.com/the-award-travelers-guide-to-hilton-honors
  Scenario Outline: <programme>, <tier>, <base> points for each 1.00
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: <base>, for_each: 1.00, of: line.amount}
        combine: [tier]
      tiers:
        measured_by: {sum_of: line.amount, over: 12 months}
        decided: before the order
        ladder:
          - {name: blue,   from: 0.00,    earn: 1x,       discount: 0%}
          - {name: silver, from: 500.00,  earn: 1x,       discount: 0%}
          - {name: gold,   from: 2000.00, earn: <factor>, discount: 0%}
        keep_for: 12 months
        landing: soft
      """
    And Ada is a gold member
    When Ada asks the price in the web:
      | article | category | brand | quantity | price  |
      | stay    | gear     | other | 1        | 250.00 |
    Then <points> points are earned

    Examples:
      | programme       | tier           | base | factor | points | because                        |
      | Marriott Bonvoy | no tier        | 10   | 1x     | 2500   | most brands                    |
      | Marriott Bonvoy | Silver Elite   | 10   | 1.1x   | 2750   | and 10 %                       |
      | Marriott Bonvoy | Gold Elite     | 10   | 1.25x  | 3125   | and 25 %                       |
      | Marriott Bonvoy | Platinum Elite | 5    | 1.5x   | 1875   | some brands for longer stays   |
      | Marriott Bonvoy | Titanium Elite | 2.5  | 1.75x  | 1093   | 1,093.75, rounded down         |
      | Hilton Honors   | Silver         | 10   | 1.2x   | 3000   | and 20 %                       |
      | Hilton Honors   | Silver         | 5    | 1.2x   | 1500   | Tru and Home2                  |
