Feature: Age and address decide nothing
  The programme declares them so that nobody uses them unseen; no rule reads them.

  Background:
    Given the coffee programme

  Scenario Outline: A protected fact is not even kept
    When Ada joins with these facts:
      | <fact> | <value> |
    Then it is refused: The programme keeps no such fact

    Examples:
      | fact            | value |
      | member.age      | 71    |
      | member.postcode | 10115 |

  Scenario Outline: A request cannot bring it in either
    When somebody asks the price in the web, stating <fact> = <value>:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then it is refused: The request does not fit the programme

    Examples:
      | fact            | value |
      | member.age      | 71    |
      | member.postcode | 10115 |
      | member.tier     | gold  |

  Scenario: It is listed as not used
    Given Ada is a member
    When Ada asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then these facts were not used:
      | fact                   | label     |
      | member.age             | protected |
      | member.birth_day_month | personal  |
      | member.postcode        | proxy     |

  Scenario: Who is no member pays the same as a member without a tier's discount
    Given Ada is a member
    When Ada asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | total              | 10.00 |
      | without membership | 10.00 |
    When somebody asks the price in the web:
      | article | quantity | price |
      | blend   | 1        | 10.00 |
    Then the price is:
      | total          | 10.00 |
      | price rests on | none  |
