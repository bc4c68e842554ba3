@RF-08
Feature: The price of a basket
  The total is the sum of its lines. It contains every compulsory fee and all tax,
  and the price for somebody who is not a member stands beside it.

  Background:
    Given the coffee programme

  Scenario: A gold member pays five percent less
    Given Ada is a gold member
    When Ada asks the price in the app:
      | article   | category | brand | quantity | price |
      | beans-1kg | coffee   | own   | 1        | 26.94 |
    # 5 % of 26.94 = 1.347, half up 1.35; 26.94 - 1.35 = 25.59
    # contained tax: 25.59 x 7 / 107 = 1.67
    Then the price is:
      | total                | 25.59      |
      | without membership   | 26.94      |
      | saved by membership  | 1.35       |
      | price rests on       | membership |
      | tax contained        | 1.67       |
      | left to pay          | 25.59      |
    And the lines are:
      | line                 | amount | what            | contained |
      | beans-1kg            | 26.94  | base            | no        |
      | Member tier discount | -1.35  | discount member | no        |
      | Tax                  | 1.67   | tax             | yes       |

  Scenario Outline: Of several percentages of a line the best counts
    Given it is 2026-12-09 15:00
    And Ada is a <tier> member
    When Ada asks the price in the shop, delivered home:
      | article | category   | quantity | price |
      | sencha  | <category> | 2        | 8.50  |
    # 2 x 8.50 = 17.00; in tea week tea costs 10 % less; delivery is 3.20
    Then the lines are:
      | line     | amount     |
      | sencha   | 17.00      |
      | <reason> | -<less>    |
      | Tax      | <tax>      |
      | Delivery | 3.20       |
      | Tax      | 0.51       |
    And the total is <total>

    Examples:
      | tier   | category | reason               | less | tax  | total |
      | gold   | tea      | Tea week             | 1.70 | 1.00 | 18.50 |
      | silver | tea      | Tea week             | 1.70 | 1.00 | 18.50 |
      | gold   | coffee   | Member tier discount | 0.85 | 1.06 | 19.35 |
      | silver | gear     | Member tier discount | 0.34 | 2.66 | 19.86 |

  Scenario: An amount off the order is shared over its lines and adds up
    Given it is 2026-12-02 09:30
    And Ada is a member
    When Ada asks the price in the shop, to collect:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 10.00 |
      | mocha   | coffee   | 1        | 10.00 |
      | decaf   | coffee   | 1        | 10.00 |
    # 0.50 over three equal lines: shares up to each line 0.17, 0.33, 0.50, so 0.17, 0.16, 0.17
    Then the lines are:
      | line                     | amount | of |
      | blend                    | 10.00  | 1  |
      | Thank you for collecting | -0.17  | 1  |
      | Tax                      | 0.64   | 1  |
      | mocha                    | 10.00  | 2  |
      | Thank you for collecting | -0.16  | 2  |
      | Tax                      | 0.64   | 2  |
      | decaf                    | 10.00  | 3  |
      | Thank you for collecting | -0.17  | 3  |
      | Tax                      | 0.64   | 3  |
    And the total is 29.50

  Scenario: Each category contains its own tax
    When somebody asks the price in the shop:
      | article   | category  | quantity | price |
      | blend     | coffee    | 1        | 10.70 |
      | hand-mill | gear      | 1        | 11.90 |
      | card-50   | gift-card | 1        | 50.00 |
    # 10.70 x 7 / 107 = 0.70; 11.90 x 19 / 119 = 1.90; a gift card is payment for later: 0 %
    Then the price is:
      | total         | 72.60 |
      | tax contained | 2.60  |

  Scenario: Tax is that of the country the goods go to
    When somebody asks the price in the web, sent to CN:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 11.30 |
    # 11.30 x 13 / 113 = 1.30
    Then the price is:
      | total         | 11.30 |
      | tax contained | 1.30  |

  Scenario: A tax of each unit stands beside the tax at a rate, and a deposit beside both
    Given the coffee programme with these rules instead:
      """
      basket:
        tax:
          - {id: vat, name: {en: VAT, zh-CN: 增值税}, table: vat.csv, by: [line.category], prices: include_tax}
          - {id: coffee-tax, name: {en: Coffee tax, zh-CN: 咖啡税}, unit: 2.19, when: line.category == "coffee", taxed: true, prices: include_tax}
        fees:
          - {id: deposit, name: {en: Deposit on jars, zh-CN: 罐子押金}, amount: 0.15, each: unit, lines: line.category == "tea", purpose: deposit, recipient: seller, refundable: true, taxed_as: gear}
        returns: {within: 14 days}
      vat.csv:
        category,rate
        coffee|tea,7%
        gear|gift-card,19%
      """
    And Ada is a member
    When Ada buys in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 2        | 10.70 |
      | sencha  | tea      | 3        | 4.28  |
    # 21.40 has 1.40 of VAT and twice 2.19; 12.84 has 0.84; three jars at 0.15 have 0.07
    Then the lines are:
      | line            | amount | what          | contained | compulsory |
      | blend           | 21.40  | base          | no        | yes        |
      | VAT             | 1.40   | tax           | yes       | yes        |
      | Coffee tax      | 4.38   | tax           | yes       | yes        |
      | sencha          | 12.84  | base          | no        | yes        |
      | VAT             | 0.84   | tax           | yes       | yes        |
      | Deposit on jars | 0.45   | deposit       | no        | yes        |
      | VAT             | 0.07   | tax           | yes       | yes        |
    And the total is 34.69
    When Ada brings back:
      | article | quantity |
      | sencha  | 2        |
    Then the refund is:
      | kept order | 25.83 |
      | money back | 8.86  |

  Scenario Outline: A row of a table counts on its days, the first and the last among them
    Given the coffee programme with these rules instead:
      """
      basket:
        tax: {table: vat.csv, by: [line.category], prices: include_tax}
      vat.csv:
        category,from,until,rate
        coffee,,2026-12-31,7%
        coffee,2027-01-01,,19%
        tea|gear|gift-card,,,19%
      """
    And it is <moment>
    When somebody asks the price in the shop:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 10.00 |
    Then the price is:
      | total         | 10.00 |
      | tax contained | <tax> |

    Examples:
      | moment           | tax  | because                         |
      | 2026-12-31 23:59 | 0.65 | 7 % until the end of that day   |
      | 2027-01-01 00:00 | 1.60 | 19 % from the first minute on   |

  Scenario: A country without a rate is refused, never taxed by guess
    When somebody asks the price in the web, sent to FR:
      | article | category | quantity | price |
      | blend   | coffee   | 1        | 11.30 |
    Then it is refused: The programme has no value for this case

  Scenario: Delivery is a fee one can avoid, and the line says how
    When somebody asks the price in the web, delivered home:
      | article | quantity | price |
      | blend   | 2        | 7.25  |
    # 2 x 7.25 = 14.50, and 3.20
    Then the lines are:
      | line     | amount | what         | compulsory | avoided by             | to        | for         |
      | blend    | 14.50  | base         | yes        |                        | seller    | merchandise |
      | Tax      | 0.95   | tax          | yes        |                        | authority | tax         |
      | Delivery | 3.20   | carriage     | no         | order.delivery collect | carrier   | carriage    |
      | Tax      | 0.51   | tax          | yes        |                        | authority | tax         |
    And the total is 17.70

  Scenario: Who collects is told which fee that spared
    When somebody asks the price in the web, to collect:
      | article | quantity | price |
      | blend   | 2        | 7.25  |
    Then the total is 14.50
    And among what did not apply is:
      | rule     | was                    |
      | Delivery | order.delivery collect |

  Scenario Outline: A line is rounded once, half a cent up
    When somebody asks the price in the shop:
      | article | quantity   | price   |
      | loose   | <quantity> | <price> |
    Then the total is <total>

    Examples:
      | quantity | price  | total  | because                    |
      | 3        | 0.335  | 1.01   | 1.005 is half a cent       |
      | 0.25     | 26.94  | 6.74   | 6.735 is half a cent       |
      | 1000     | 0.0005 | 0.50   | not 1000 times 0.00        |
      | 0.001    | 1.00   | 0.00   | a tenth of a cent          |
      | 1.5      | 10.33  | 15.50  | 15.495 is half a cent      |

  Scenario: The price that was promised is charged, although the price has risen since
    Given it is 2026-12-13 23:45
    When somebody asks the price in the web, delivered home:
      | article | category | quantity | price |
      | sencha  | tea      | 1        | 20.00 |
    # the last evening of tea week: 20.00 less 10 %, and 3.20; the promise holds for thirty minutes
    Then the total is 21.20
    Given it is 2026-12-14 00:10
    When what was asked for is bought
    Then the total is 21.20

  Scenario: A promise ends
    When somebody asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    And it is 2026-11-22 10:30
    And what was asked for is bought
    Then it is refused: The quote is no longer valid

  Scenario: A price promised to one member is not another's
    Given Ada is a gold member
    And Ben is a member
    When Ada asks the price in the shop:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then the total is 19.00
    When what was asked for is bought by Ben
    Then it is refused: The order differs from its quote

  Scenario: Nothing is priced on a day on which the programme does not bind
    When somebody buys in the shop, dated 2023-06-01:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then it is refused: There is no such programme

  Scenario: Prices in another currency are refused, never converted by guess
    When somebody asks the price in the shop, priced in USD:
      | article | quantity | price |
      | blend   | 1        | 20.00 |
    Then it is refused: The request does not fit the programme
