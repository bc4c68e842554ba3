@PX-11
Feature: The total is the sum of its lines
  Whatever is discounted, shared and rounded: nobody pays a cent that no line shows.

  Background:
    Given the coffee programme
    And it is 2026-12-09 15:00

  Scenario Outline: Awkward amounts
    Given Ada is a <tier> member
    And Ada has 3000 points
    When Ada asks the price in the web, <delivery>, offering <points> points:
      | article | category  | quantity | price   |
      | loose   | tea       | 0.333    | <price> |
      | blend   | coffee    | 7        | 0.07    |
      | mill    | gear      | 1        | 33.33   |
      | card    | gift-card | 1        | 10.00   |
    Then everything adds up
    And the total is <total>

    # tea week: tea 10 % less; collecting: 0.50 off the order; delivery: 3.20
    # 0.333 x 19.99 = 6.65667 and 0.333 x 0.03 = 0.00999, each rounded once
    Examples:
      | tier   | price | delivery       | points | total |
      | blue   | 19.99 | to collect     | 0      | 49.31 |
      | silver | 19.99 | to collect     | 500    | 48.43 |
      | gold   | 19.99 | delivered home | 2000   | 50.82 |
      | gold   | 0.03  | delivered home | 0      | 44.84 |
