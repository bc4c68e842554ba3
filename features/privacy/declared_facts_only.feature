Feature: A decision reads only declared facts
  What the programme does not declare is refused by name; what no rule reads goes nowhere.

  Background:
    Given the coffee programme

  Scenario: A fact nobody declared is refused
    When somebody asks the price in the web, stating member.hobby = chess:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then it is refused: The request does not fit the programme

  Scenario: A fact of a line that nobody declared is refused
    When somebody asks the price in the web:
      | article | colour | quantity | price |
      | blend   | red    | 1        | 10.00 |
    Then it is refused: The request does not fit the programme

  Scenario: Nobody joins with a fact that nobody declared
    When Ada joins with these facts:
      | member.shoe_size | 38 |
    Then it is refused: The programme keeps no such fact

  Scenario: A fact must be one of the values declared for it
    When somebody asks the price in the web, sent to Germany:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then it is refused: The request does not fit the programme

  Scenario: A birthday is kept for its purpose and read by no price
    When Ada joins with these facts:
      | member.birth_day_month | 02-29 |
    And Ada asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the total is 10.00
    And these facts were not used:
      | fact                   | label     |
      | member.age             | protected |
      | member.birth_day_month | personal  |
      | member.postcode        | proxy     |
