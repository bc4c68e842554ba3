Feature: Bills that others have published come out as they printed them
  Each scenario says where its figures are from and holds the engine to the printed lines and
  total. Where a publisher rounds each band, the terms say so. Where a publisher is wrong, the
  scenario holds the right total and says what was printed.

  # City of Seymour, "Bill comparison": https://cityofseymour.org/departments/utilities/residential-electricity/bill-comparison/
  # A fixed charge, bands of energy, one rate for all energy, sales tax of 1 %. The summer line of
  # 26.125 tells half up from half even: half even comes to 277.87.
  Scenario Outline: City of Seymour, residential electricity, <season>, <kwh> kWh
    Given the coffee programme with these rules instead:
      """
      sales-tax.csv:
        country,rate
        DE,1%
      plans:
        - id: residential
          name: {en: Customer charge, zh-CN: 基本费}
          price: {every: month, anchor: anniversary, amount: 7.50}
          usage:
            - meter: kwh
              name: {en: Energy, zh-CN: 电能}
              model: graduated
              round_each_band: true
              bands:
                - {up_to: 250, unit: 0.064}
                - {up_to: 700, unit: 0.049}
                - {up_to: 1250, unit: <third>}
                - {above: 1250, unit: 0.0446}
            - {meter: bought, name: {en: Power bought, zh-CN: 购电}, model: per_unit, unit: 0.085}
          tax: {table: sales-tax.csv, by: member.country, prices: exclude_tax, per: total}
      """
    And it is 2026-12-15 12:00
    And Ada is a member
    When these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1 | Ada | kwh | <kwh> | 2026-12-02 09:00 |
      | e-2 | Ada | bought | <kwh> | 2026-12-02 09:00 |
    And what Ada used of residential from 2026-12-01 to 2027-01-01 is priced
    Then the lines are:
      | line            | amount   |
      | Customer charge | 7.50     |
      | Energy          | <energy> |
      | Power bought    | <bought> |
      | Tax             | <tax>    |
    And the total is <total>

    Examples:
      | season | third  | kwh  | energy | bought | tax  | total  | because                                        |
      | winter | 0.0446 | 1200 | 60.35  | 102.00 | 1.70 | 171.55 | 16.00 + 22.05 + 22.30, 1 % of 169.85           |
      | summer | 0.0475 | 2000 | 97.63  | 170.00 | 2.75 | 277.88 | 16.00 + 22.05 + 26.13 + 33.45, 1 % of 275.13   |

  # Idaho Power, "Pricing for your home", residential, non-summer, a past tariff (a stored copy of the page).
  # Each band is a line of the bill: rounded once, the sums would be 95.68 and 213.29.
  Scenario Outline: Idaho Power, residential energy, <kwh> kWh
    Given usage is charged by these terms:
      """
      model: graduated
      round_each_band: true
      bands:
        - {up_to: 800, unit: 0.088958}
        - {up_to: 2000, unit: 0.098073}
        - {above: 2000, unit: 0.108615}
      """
    When <kwh> units are used
    Then the total is <total>

    Examples:
      | kwh  | total  | because                 |
      | 800  | 71.17  | 71.17                   |
      | 1050 | 95.69  | 71.17 + 24.52           |
      | 2225 | 213.30 | 71.17 + 117.69 + 24.44  |

  # Amazon S3 of 2011 at http://filezoomer.com/2011/05/how-does-amazon-s3-calculate-storage-used/index.html:
  # 100 GB for 15 days, then 100 TB for 16 days of a month of 744 hours, 42,259,901,212,262,400
  # byte-hours, are 52,900 GB-months exactly.
  Scenario: Amazon S3, March 2011, storage by the byte-hour
    Given usage is charged by these terms:
      """
      model: graduated
      bands:
        - {up_to: 1024, unit: 0.140}
        - {up_to: 51200, unit: 0.125}
        - {above: 51200, unit: 0.110}
      """
    When 52,900 units are used
    Then the slices are:
      | from  | up to | quantity | unit  | amount |
      | 0     | 1024  | 1024     | 0.14  | 143.36 |
      | 1024  | 51200 | 50176    | 0.125 | 6272   |
      | 51200 |       | 1700     | 0.11  | 187    |
    And the total is 6602.36

  # https://docs.useautumn.com/documentation/modelling-pricing/graduated-pricing.md
  # https://zuplo.com/docs/articles/monetization/pricing-models
  Scenario Outline: Graduated bands of <source>
    Given usage is charged by these terms:
      """
      model: graduated
      bands:
        - {up_to: 1000, unit: <a>}
        - {up_to: 10000, unit: <b>}
        - {above: 10000, unit: <c>}
      """
    When 15,000 units are used
    Then the total is <total>

    Examples:
      | source | a    | b     | c     | total  |
      | Autumn | 0.01 | 0.008 | 0.005 | 107.00 |
      | Zuplo  | 0.10 | 0.05  | 0.01  | 600.00 |

  # https://zuplo.com/docs/articles/monetization/pricing-models
  Scenario: Volume bands of Zuplo
    Given usage is charged by these terms:
      """
      model: volume
      protect: true
      bands:
        - {up_to: 1000, unit: 0.10}
        - {up_to: 10000, unit: 0.05}
        - {above: 10000, unit: 0.01}
      """
    When 15,000 units are used
    Then the total is 150.00

  # https://getlago.com/docs/guide/plans/charges/charge-models/volume: 65,000 x 0.0006 + 10
  Scenario: Volume bands of Lago, with a fixed amount
    Given usage is charged by these terms:
      """
      model: volume
      protect: true
      zero_usage_pays_first_flat_fee: false
      bands:
        - {up_to: 10000, unit: 0.0010, flat: 10}
        - {up_to: 50000, unit: 0.0008, flat: 10}
        - {up_to: 100000, unit: 0.0006, flat: 10}
        - {above: 100000, unit: 0.0004, flat: 10}
      """
    When 65,000 units are used
    Then the total is 49.00

  # https://getlago.com/docs/guide/plans/charges/charge-models/graduated-percentage
  # Payments of 500, 550 and 4,000; the fixed amount of a band is charged once, when it is entered.
  Scenario: A graduated percentage of Lago, payment after payment
    Given usage is charged by these terms:
      """
      model: graduated_percentage
      zero_usage_pays_first_flat_fee: false
      bands:
        - {up_to: 1000, rate: 1%, flat: 200}
        - {up_to: 10000, rate: 2%, flat: 300}
        - {above: 10000, rate: 3%, flat: 400}
      """
    When these quantities follow one another:
      | units | booked |
      | 500   | 205.00 |
      | 1050  | 306.00 |
      | 5050  | 80.00  |
    Then the total is 591.00

  # Amazon S3 Express One Zone, example of https://aws.amazon.com/s3/faqs/ (a stored copy): 10 GB for a
  # month, 1,000,000 PUT and 9,000,000 GET of 10 KB each; a GB is 2^20 KB. Each charge is a line.
  Scenario: Amazon S3 Express, five things used at once
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: express
          name: {en: Express, zh-CN: 极速}
          usage:
            - {meter: stored, name: {en: Storage, zh-CN: 存储}, model: per_unit, unit: 0.11}
            - {meter: put, name: {en: PUT, zh-CN: 写入}, model: per_unit, unit: 0.00113, convert: {divide_by: 1000}}
            - {meter: get, name: {en: GET, zh-CN: 读取}, model: per_unit, unit: 0.00003, convert: {divide_by: 1000}}
            - {meter: mb-up, name: {en: Upload, zh-CN: 上传}, model: per_unit, unit: 0.0032, convert: {divide_by: 1024}}
            - {meter: mb-down, name: {en: Retrieval, zh-CN: 取回}, model: per_unit, unit: 0.0006, convert: {divide_by: 1024}}
      """
    And it is 2026-12-15 12:00
    # 1,000,000 and 9,000,000 times 10 KB are 9,765.625 and 87,890.625 MB
    And Ada is a member
    When these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1 | Ada | stored | 10 | 2026-12-02 09:00 |
      | e-2 | Ada | put | 1000000 | 2026-12-02 09:00 |
      | e-3 | Ada | get | 9000000 | 2026-12-02 09:00 |
      | e-4 | Ada | mb-up | 9765.625 | 2026-12-02 09:00 |
      | e-5 | Ada | mb-down | 87890.625 | 2026-12-02 09:00 |
    And what Ada used of express from 2026-12-01 to 2027-01-01 is priced
    Then the lines are:
      | line      | amount |
      | Storage   | 1.10   |
      | PUT       | 1.13   |
      | GET       | 0.27   |
      | Upload    | 0.03   |
      | Retrieval | 0.05   |
    And the total is 2.58

  # Black & Decker EM100B, instruction manual, page 20, a bill of 2,700 kWh in three parts. The manual
  # prints 351.50: its line of transmission takes 6.00 for 400 x 0.02, which is 8.00. Ours is 353.50.
  Scenario: A printed total that is wrong is not reproduced
    Given the coffee programme with these rules instead:
      """
      plans:
        - id: household
          name: {en: Household, zh-CN: 家庭}
          usage:
            - meter: generation
              name: {en: Generation, zh-CN: 发电}
              model: graduated
              bands: [{up_to: 1300, unit: 0.05}, {up_to: 2300, unit: 0.10}, {above: 2300, unit: 0.15}]
            - meter: transmission
              name: {en: Transmission, zh-CN: 输电}
              model: graduated
              bands: [{up_to: 1300, unit: 0.02}, {up_to: 2300, unit: 0.05}, {above: 2300, unit: 0.07}]
            - meter: benefits
              name: {en: Public benefits, zh-CN: 公益附加}
              model: graduated
              bands: [{up_to: 1300, unit: 0.005}, {up_to: 2300, unit: 0.01}, {above: 2300, unit: 0.02}]
      """
    And it is 2026-12-15 12:00
    And Ada is a member
    When these usage events arrive:
      | event | member | meter | quantity | at               |
      | e-1 | Ada | generation | 2700 | 2026-12-02 09:00 |
      | e-2 | Ada | transmission | 2700 | 2026-12-02 09:00 |
      | e-3 | Ada | benefits | 2700 | 2026-12-02 09:00 |
    And what Ada used of household from 2026-12-01 to 2027-01-01 is priced
    Then the lines are:
      | line            | amount |
      | Generation      | 225.00 |
      | Transmission    | 104.00 |
      | Public benefits | 24.50  |
    And the total is 353.50
