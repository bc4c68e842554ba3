Feature: Graduated: every unit at its own band's price
  A band ends with its upper bound: that unit still belongs to it.
  The flat amount of a band is charged once the band is reached.

  Scenario Outline: The bound belongs to the lower band
    Given usage is charged by these terms:
      """
      model: graduated
      zero_usage_pays_first_flat_fee: true
      bands:
        - {up_to: 10, unit: 10.00, flat: 2.00}
        - {above: 10, unit: 5.00,  flat: 3.00}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | quantity | total  | because                               |
      | 0        | 2.00   | nothing used pays the first flat fee  |
      | 1        | 12.00  | 1 x 10.00 + 2.00                      |
      | 9.5      | 97.00  | 9.5 x 10.00 + 2.00                    |
      | 10       | 102.00 | 10 x 10.00 + 2.00, no flat of 3.00    |
      | 10.001   | 105.01 | 102.00 + 0.005 + 3.00, half a cent up |
      | 11       | 110.00 | 102.00 + 5.00 + 3.00                  |
      | 15       | 130.00 | 102.00 + 25.00 + 3.00                 |

  Scenario: Each band is a slice
    Given usage is charged by these terms:
      """
      model: graduated
      zero_usage_pays_first_flat_fee: true
      bands:
        - {up_to: 10, unit: 10.00, flat: 2.00}
        - {above: 10, unit: 5.00,  flat: 3.00}
      """
    When 15 units are used
    Then the slices are:
      | from | up to | quantity | unit  | flat | amount |
      | 0    | 10    | 10       | 10.00 | 2.00 | 102    |
      | 10   |       | 5        | 5.00  | 3.00 | 28     |

  Scenario Outline: Whether nothing used pays the first flat fee, the terms say
    Given usage is charged by these terms:
      """
      model: graduated
      zero_usage_pays_first_flat_fee: <choice>
      bands:
        - {up_to: 100, unit: 0.10, flat: 4.00}
        - {above: 100, unit: 0.05}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | choice | quantity | total | because              |
      | true   | 0        | 4.00  | said so              |
      | false  | 0        | 0.00  | said not             |
      | false  | 0.5      | 4.05  | 0.5 x 0.10 + 4.00    |
      | true   | 0.5      | 4.05  | the same once used   |

  # Figures published by others; what they say is their own total.
  Scenario Outline: Published: <source>
    Given usage is charged by these terms:
      """
      model: graduated
      bands:
        - {up_to: <first>, unit: <a>}
        - {up_to: <second>, unit: <b>}
        - {above: <second>, unit: <c>}
      """
    When <quantity> units are used
    Then the total is <total>

    Examples:
      | source                                                       | first | second | a        | b        | c        | quantity | total   |
      | docs.useautumn.com, graduated pricing                        | 1000  | 10000  | 0.01     | 0.008    | 0.005    | 15000    | 107.00  |
      | zuplo.com, monetization pricing models                       | 1000  | 10000  | 0.10     | 0.05     | 0.01     | 15000    | 600.00  |
      | Amazon S3 example of 2011 at filezoomer.com, 52,900 GB-months | 1024  | 51200  | 0.140    | 0.125    | 0.110    | 52900    | 6602.36 |
      | Idaho Power residential, non-summer, 800 kWh                 | 800   | 2000   | 0.088958 | 0.098073 | 0.108615 | 800      | 71.17   |

  # Idaho Power rounds each band and adds: 71.17 + 24.52 = 95.69. We round the sum once, and say so:
  # 800 x 0.088958 + 250 x 0.098073 = 71.1664 + 24.51825 = 95.68465.
  Scenario Outline: Where a publisher rounds each band, ours is the exact sum rounded once: <source>
    Given usage is charged by these terms:
      """
      model: graduated
      bands:
        - {up_to: 800, unit: 0.088958}
        - {up_to: 2000, unit: 0.098073}
        - {above: 2000, unit: 0.108615}
      """
    When <quantity> units are used
    Then the total is <ours>

    Examples:
      | source                                         | quantity | published | ours   |
      | Idaho Power residential, non-summer, 1,050 kWh | 1050     | 95.69     | 95.68  |
      | Idaho Power residential, non-summer, 2,225 kWh | 2225     | 213.30    | 213.29 |

  # The energy charge of 0.085 for each kWh is added to each band, the fixed 7.50 is the first flat amount.
  # Summer: 250 x 0.149 + 450 x 0.134 + 550 x 0.1325 + 750 x 0.1296 + 7.50 = 275.125, half a cent up.
  Scenario Outline: Published: City of Seymour, residential electricity, <season>, before tax
    Given usage is charged by these terms:
      """
      model: graduated
      zero_usage_pays_first_flat_fee: true
      bands:
        - {up_to: 250, unit: 0.149, flat: 7.50}
        - {up_to: 700, unit: 0.134}
        - {up_to: 1250, unit: <third>}
        - {above: 1250, unit: 0.1296}
      """
    When <quantity> units are used
    Then the total is <subtotal>

    Examples:
      | season | third  | quantity | subtotal |
      | winter | 0.1296 | 1200     | 169.85   |
      | summer | 0.1325 | 2000     | 275.13   |
