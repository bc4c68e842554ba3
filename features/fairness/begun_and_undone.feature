@SB-01 @SB-03 @SB-04
Feature: A plan begins with a yes to its terms, and can be undone
  What is charged again and again needs a yes of its own, to the text that was shown. In the days that
  the market gives it can be undone by one request, and what is left of the time comes back.

  Background:
    Given it is 2026-12-01 00:00
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
      plans:
        - id: desk
          name: {en: Desk, zh-CN: 工位}
          price: {every: month, anchor: anniversary, amount: 31.00}
          proration: {basis: day, on_change: credit_and_charge}
        - id: whole
          name: {en: Whole, zh-CN: 整月}
          price: {every: month, anchor: anniversary, amount: 31.00}
        - id: crew
          name: {en: Crew, zh-CN: 团队}
          price: {every: month, anchor: anniversary, amount: 31.00, per: seat}
          add_ons:
            - {id: backup, name: {en: Backup, zh-CN: 备份}, amount: 6.20}
            - {id: manual, name: {en: Manual, zh-CN: 手册}, amount: 0.00}
          proration: {basis: day, on_change: credit_and_charge, back_dated: 28 days}
      """
    And Ada is a member
    And a key that may do everything

  Scenario: Without a yes to its terms nothing begins and nothing is charged
    When PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk"}
      """
    Then the answer is 409 recurring-consent-missing
    And the database is unchanged
    When PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk", "preview": true}
      """
    Then the answer says:
      """
      {"preview": true, "terms": {"sha256": "@.terms.sha256", "text": [
        {"en": "Desk costs €31.00, every month", "zh-CN": "工位：每 1 个月收费 €31.00"},
        {"en": "It goes on by itself, month after month, until it is ended", "zh-CN": "到期自动续订，每期 1 个月，直至退订"},
        {"en": "It can be ended at any time, where it began and in one step", "zh-CN": "可随时在订阅处一步退订"},
        {"en": "Within 14 days it can be undone, and what was paid comes back for the time that is left", "zh-CN": "14 天内可撤销，并按剩余时间退款"}]}}
      """
    When PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk", "seats": 1,
       "consent": {"terms": "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f", "language": "en", "way": "form"}}
      """
    Then the answer is 409 recurring-consent-missing
    When PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk", "preview": true}
      """
    And PUT /v1/subscriptions/mine is sent:
      """
      {"programme": "corner-coffee", "member": "@Ada", "plan": "desk",
       "consent": {"terms": "@.terms.sha256", "language": "zh-CN", "way": "form"}}
      """
    Then the answer is 201

  Scenario Outline: Undone in time, what is left comes back
    When Ada starts <plan>
    And it is <day> 00:00
    And POST /v1/subscriptions/sub-1/cancel is sent with the key k-1:
      """
      {"programme": "corner-coffee", "when": "cooling_off"}
      """
    Then the answer is <answer>
    And the bills of Ada read:
      | total  |
      | 31.00  |
      | <back> |

    Examples:
      | plan  | day        | answer | back   |
      | desk  | 2026-12-01 | 200    | -31.00 |
      | desk  | 2026-12-11 | 200    | -21.00 |
      | whole | 2026-12-15 | 200    | -31.00 |

  Scenario: Once the days are over it is ended as the plan says
    When Ada starts desk
    And it is 2026-12-16 00:00
    And POST /v1/subscriptions/sub-1/cancel is sent with the key k-1:
      """
      {"programme": "corner-coffee", "when": "cooling_off"}
      """
    Then the answer is 409 cooling-off-over
    And the database is unchanged

  Scenario Outline: What makes a period cost more needs a yes of its own, what does not needs none
    When Ada starts crew with 3 seats
    And it is 2026-12-05 00:00
    And POST /v1/subscriptions/sub-1/changes is sent with the key k-1:
      """
      {"programme": "corner-coffee", <change>}
      """
    Then the answer is <answer>

    Examples:
      | change                                       | answer                        |
      | "seats": 5                                   | 409 recurring-consent-missing |
      | "seats": 5, "when": "at_period_end"          | 409 recurring-consent-missing |
      | "seats": 5, "add_ons": {"backup": 1}         | 409 recurring-consent-missing |
      | "add_ons": {"backup": 1}                     | 409 recurring-consent-missing |
      | "seats": 2, "add_ons": {"backup": 1}         | 200                           |
      | "seats": 2                                   | 200                           |
      | "add_ons": {"manual": 4}                     | 200                           |
      | "plan": "desk"                               | 409 recurring-consent-missing |

  Scenario: The yes is to the price of a whole period from then on, and opens the days again
    When Ada starts crew with 3 seats
    And it is 2026-12-20 00:00
    And POST /v1/subscriptions/sub-1/changes is sent with the key k-1:
      """
      {"programme": "corner-coffee", "seats": 5, "preview": true}
      """
    Then the answer says:
      """
      {"preview": true, "terms": {"sha256": "@.terms.sha256", "text": [
        {"en": "Crew costs €155.00, every month", "zh-CN": "团队：每 1 个月收费 €155.00"},
        {"en": "It goes on by itself, month after month, until it is ended", "zh-CN": "到期自动续订，每期 1 个月，直至退订"},
        {"en": "It can be ended at any time, where it began and in one step", "zh-CN": "可随时在订阅处一步退订"},
        {"en": "Within 14 days it can be undone, and what was paid comes back for the time that is left", "zh-CN": "14 天内可撤销，并按剩余时间退款"}]}}
      """
    When POST /v1/subscriptions/sub-1/changes is sent with the key k-2:
      """
      {"programme": "corner-coffee", "seats": 5,
       "consent": {"terms": "@.terms.sha256", "language": "en", "way": "form"}}
      """
    Then the answer is 200
    When it is 2026-12-22 00:00
    And POST /v1/subscriptions/sub-1/cancel is sent with the key k-3:
      """
      {"programme": "corner-coffee", "when": "cooling_off"}
      """
    Then the answer is 200
    And the bills of Ada read:
      | total  |
      | 93.00  |
      | 24.00  |
      | -50.00 |

  Scenario Outline: The days run from the yes also where the change holds from earlier or later on
    When Ada starts crew with 3 seats
    And it is 2026-12-30 00:00
    And POST /v1/subscriptions/sub-1/changes is sent with the key k-1:
      """
      {"programme": "corner-coffee", "seats": 5, <when>, "preview": true}
      """
    And POST /v1/subscriptions/sub-1/changes is sent with the key k-2:
      """
      {"programme": "corner-coffee", "seats": 5, <when>,
       "consent": {"terms": "@.terms.sha256", "language": "en", "way": "form"}}
      """
    Then the answer is 200
    When it is <undone>
    And POST /v1/subscriptions/sub-1/cancel is sent with the key k-3:
      """
      {"programme": "corner-coffee", "when": "cooling_off"}
      """
    Then the answer is <answer>

    Examples:
      | when                                                    | undone           | answer                |
      | "when": "back_dated", "at": "2026-12-03T00:00:00+01:00" | 2027-01-13 00:00 | 200                   |
      | "when": "back_dated", "at": "2026-12-03T00:00:00+01:00" | 2027-01-14 00:00 | 409 cooling-off-over  |
      | "when": "at_period_end"                                 | 2026-12-31 00:00 | 200                   |
      | "when": "at_period_end"                                 | 2027-01-15 00:00 | 200                   |
      | "when": "at_period_end"                                 | 2027-02-20 00:00 | 409 cooling-off-over  |
