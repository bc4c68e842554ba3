Feature: A year of electricity on three tariffs
  The readings are those of three households of the Low Carbon London trial, half hour by half
  hour, and the tariffs those of the trial: one price of 14.228 pence for a kWh, or 11.76, 3.99
  and 67.20 pence in normal, low and high hours. What each household used in the hours of each
  price in 2013 is the sum of its 17,520 half hours; the bills are these sums, priced exactly
  and rounded once. See seed/README.md.

  Background:
    Given the london-energy programme
    And it is 2014-02-01 12:00
    And Ada is a member

  Scenario Outline: <household> at one price, or dearer the more is used
    When these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1   | Ada    | kwh   | <kwh>    | 2013-12-31 12:00 |
    And what Ada used of flat from 2013-01-01 to 2014-01-01 is priced
    Then the total is <flat>
    When what Ada used of graduated from 2013-01-01 to 2014-01-01 is priced
    Then the total is <graduated>

    Examples:
      | household | kwh          | flat    | graduated | because                                              |
      | MAC000010 | 9308.9159971 | 1324.47 | 1364.43   | 132,447.2568067388 pence; 312.50 + 362.50 + 689.4266 |
      | MAC004391 | 5548.1419993 | 789.39  | 762.70    | 78,938.9643660404 pence; 312.50 + 362.50 + 87.7027   |
      | MAC004929 | 4473.5149986 | 636.49  | 598.66    | 63,649.1714000808 pence; 312.50 + 286.1597           |

  Scenario Outline: <household> by the time of use
    When these usage events arrive:
      | event | member | meter | quantity | band   | at               |
      | e-1   | Ada    | kwh   | <normal> | Normal | 2013-12-31 12:00 |
      | e-2   | Ada    | kwh   | <low>    | Low    | 2013-12-31 12:00 |
      | e-3   | Ada    | kwh   | <high>   | High   | 2013-12-31 12:00 |
    And what Ada used of time-of-use from 2013-01-01 to 2014-01-01 is priced
    Then the total is <total>

    Examples:
      | household | normal       | low         | high        | total   | because                 |
      | MAC000010 | 7965.0679983 | 822.5929992 | 521.2549996 | 1319.80 | 131,979.681699936 pence |
      | MAC004391 | 4775.8629997 | 485.2929996 | 286.9860000 | 773.86  | 77,385.927144876 pence  |
      | MAC004929 | 3860.7989987 | 377.3640000 | 235.3519999 | 627.24  | 62,724.332977992 pence  |
