@SB-02
Feature: Each market says when a member is told of a charge that comes by itself
  Where it says nothing, what goes on for half a year or longer is told of seven to thirty days before.

  Scenario Outline: Each market sets windows of its own, and each is hit by a notice of its own
    Given it is 2026-12-01 09:00
    And the coffee programme with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      plans:
        - id: club
          name: {en: Club, zh-CN: 俱乐部}
          price: {every: <every>, anchor: anniversary, amount: 96.00}
      """
    And Ada is a member
    And a key that may do everything
    When Ada starts club
    And it is <seen> 09:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    Then the answer says:
      """
      {"done": <notices>, "failed": 0}
      """
    When it is <due> 09:00
    And Ada is billed
    Then <outcome>

    Examples:
      | market | every | seen       | notices | due        | outcome                                               |
      | EU     | year  | 2027-11-15 | 1       | 2027-12-01 | it is refused: The member was not told of the renewal |
      | CN     | month | 2026-12-20 | 1       | 2027-01-01 | it is refused: The member was not told of the renewal |
      | CN     | year  | 2027-11-15 | 1       | 2027-12-01 | it is refused: The member was not told of the renewal |
      | US-CA  | year  | 2027-11-16 | 2       | 2027-12-01 | it is refused: The member was not told of the renewal |
      | UK     | month | 2026-12-28 | 0       | 2027-01-01 | the total is 96.00                                    |
      | UK     | month | 2027-05-28 | 3       | 2027-06-01 | the total is 288.00                                   |

  Scenario Outline: The end of a trial is told of everywhere, and the first charge waits for it
    Given it is 2026-12-01 09:00
    And the coffee programme with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [<market>]
      effective: {from: 2026-11-15}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      plans:
        - id: club
          name: {en: Club, zh-CN: 俱乐部}
          price: {every: month, anchor: anniversary, amount: 96.00}
          trial: <trial>
      """
    And Ada is a member
    And a key that may do everything
    When Ada starts club
    And it is <seen> 09:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    Then the answer says:
      """
      {"done": 1, "failed": 0}
      """
    When it is <due> 09:00
    And Ada is billed
    Then <outcome>

    Examples:
      | market | trial   | seen       | due        | outcome                                               |
      | EU     | 14 days | 2026-12-02 | 2026-12-15 | it is refused: The member was not told of the renewal |
      | EU     | 14 days | 2026-12-02 | 2027-01-20 | it is refused: The member was not told of the renewal |
      | EU     | 4 days  | 2026-12-02 | 2026-12-05 | it is refused: The member was not told of the renewal |
      | CN     | 14 days | 2026-12-02 | 2026-12-15 | it is refused: The member was not told of the renewal |
      | CN     | 4 days  | 2026-12-02 | 2026-12-05 | it is refused: The member was not told of the renewal |
      | US-CA  | 14 days | 2026-12-02 | 2026-12-15 | it is refused: The member was not told of the renewal |

  Scenario Outline: What use costs more has a notice of its own, as a price has
    Given it is 2026-12-01 09:00
    And the coffee programme with these rules instead:
      """
      programme: corner-coffee
      schema: 1
      currency: EUR
      timezone: Europe/Berlin
      languages: [en, zh-CN]
      jurisdictions: [EU]
      effective: {from: 2026-11-15}
      numbers: {money: {step: 0.01, round: half_up, at: each_line}, prices: {step: 0.000001}, quantities: {step: 0.000001}, points: {step: 1, round: down}, split: cumulative, limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}}
      meters:
        - {id: calls, name: {en: Calls, zh-CN: 调用}, aggregate: sum}
      plans:
        - id: metered
          name: {en: Metered, zh-CN: 计量}
          price: {every: month, anchor: anniversary, amount: 8.00}
          existing: <existing>
          <terms>
          proration: {basis: day, on_change: credit_and_charge}
      """
    And Ada is a member
    When Ada starts metered
    And it is 2027-03-01 09:00
    And Ada is billed
    # January alone where February and what follows wait for their notice
    Then <outcome>

    Examples:
      | existing | terms                                                                                                                                | outcome                                             |
      | move     | usage: [{meter: calls, model: per_unit, unit: {2026-11-15: 0.01, 2027-02-01: 0.02}}]                                                   | the total is 8.00                                   |
      | keep     | usage: [{meter: calls, model: per_unit, unit: {2026-11-15: 0.01, 2027-02-01: 0.02}}]                                                   | the total is 24.00                                  |
      | move     | usage: [{meter: calls, model: per_unit, unit: {2026-11-15: 0.02, 2027-02-01: 0.01}}]                                                   | the total is 24.00                                  |
      | move     | usage: [{meter: calls, model: graduated, bands: [{up_to: 500, unit: 0.00}, {above: 500, unit: {2026-11-15: 0.01, 2027-02-01: 0.02}}]}] | the total is 8.00                                   |
      | move     | usage: [{meter: calls, model: graduated, bands: [{up_to: 500, unit: 0.00}, {above: 500, unit: {2026-11-15: 0.02, 2027-02-01: 0.01}}]}] | the total is 24.00                                  |
