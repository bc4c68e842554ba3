@SB-04
Feature: Each market says how long a plan can be undone

  Scenario Outline: From the start, and from the first charge after a trial where the market says so
    Given it is <start> 00:00
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
        - id: desk
          name: {en: Desk, zh-CN: 工位}
          price: {every: month, anchor: anniversary, amount: 31.00}
          trial: 20 days
          proration: {basis: day, on_change: credit_and_charge}
      """
    And Ada is a member
    And a key that may do everything
    When PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk", "preview": true}
      """
    And PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk",
       "consent": {"terms": "@.terms.sha256", "language": "en", "way": "form"}}
      """
    And it is <day> 00:00
    And POST /v1/subscriptions/mine/cancel is sent with the key k-1:
      """
      {"programme": "corner-coffee", "when": "cooling_off"}
      """
    Then the answer is <answer>

    Examples:
      | market | start      | day        | answer               |
      | EU     | 2026-12-01 | 2026-12-15 | 200                  |
      | EU     | 2026-12-01 | 2026-12-24 | 409 cooling-off-over |
      | UK     | 2026-12-01 | 2026-12-24 | 409 cooling-off-over |
      | UK     | 2027-05-01 | 2027-05-24 | 200                  |
      | US     | 2026-12-01 | 2026-12-01 | 409 cooling-off-over |

  Scenario Outline: From the renewal of a year too, where the market says so
    Given it is <start> 00:00
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
        - id: desk
          name: {en: Desk, zh-CN: 工位}
          price: {every: year, anchor: anniversary, amount: 31.00}
          proration: {basis: day, on_change: credit_and_charge}
      """
    And Ada is a member
    And a key that may do everything
    When PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk", "preview": true}
      """
    And PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk",
       "consent": {"terms": "@.terms.sha256", "language": "en", "way": "form"}}
      """
    And it is 2028-04-20 09:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    When GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    Then the answer is 200
    When it is 2028-05-01 09:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["bill"]}
      """
    Then the answer says:
      """
      {"done": 1, "failed": 0}
      """
    When it is 2028-05-01 10:00
    And it is <day> 00:00
    And POST /v1/subscriptions/mine/cancel is sent with the key k-1:
      """
      {"programme": "corner-coffee", "when": "cooling_off"}
      """
    Then the answer is <answer>

    Examples:
      | market | start      | day        | answer               |
      | UK     | 2027-05-01 | 2028-05-11 | 200                  |
      | EU     | 2027-05-01 | 2028-05-11 | 409 cooling-off-over |
