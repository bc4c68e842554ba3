@FA-14 @SB-02 @SB-05
Feature: Nothing is charged by itself of which the member was not told in time
  A notice of the charge is made by a job; whoever sends it reports that it was delivered. A charge
  that nobody was told of in time waits, and goes on once a later day was told of.

  Background:
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
      plans:
        - id: club
          name: {en: Club, zh-CN: 俱乐部}
          price: {every: year, anchor: anniversary, amount: 96.00}
        - id: rising
          name: {en: Rising, zh-CN: 涨价}
          price: {every: month, anchor: anniversary, amount: {2026-11-15: 8.00, 2027-03-01: 9.00}}
          existing: move
      """
    And Ada is a member
    And a key that may do everything

  Scenario: A year goes on after a notice of it
    When Ada starts club
    And it is 2027-11-15 09:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["renewal-notice"]}
      """
    Then the answer says:
      """
      {"done": 1, "failed": 0, "more": false, "jobs": [
        {"kind": "renewal-notice", "item": "renewal:sub-1:2027-12-01:7..30", "due_at": "2027-11-30T23:00:00Z",
         "state": "done", "attempts": 1, "worker": "till", "result": "told", "tried_at": "2027-11-15T08:00:00Z"}]}
      """
    When GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/reports is sent:
      """
      {"notice": "@.notices.0.notice", "state": "handed", "channel": "email"}
      """
    Then the answer says:
      """
      {"state": "handed", "kind": "renewal", "about": "sub-1:2027-12-01:7..30", "text": [
        {"en": "sub-1 (Club) goes on by itself from 1\u00a0December\u00a02027 on; €96.00 is charged on 1\u00a0December\u00a02027",
         "zh-CN": "sub-1（俱乐部）将自 2027年12月1日起自动续期，2027年12月1日扣款 €96.00"},
        {"en": "It can be ended before 1\u00a0December\u00a02027, where it began and as easily",
         "zh-CN": "2027年12月1日前可在订阅处以同样方便的方式退订"}]}
      """
    When POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notice", "channel": "email"}
      """
    Then the answer is 200
    When it is 2027-12-01 00:00
    And Ada is billed
    Then the total is 96.00

  Scenario: A charge that nobody was told of waits until a later day was told of
    When Ada starts club
    And it is 2027-12-03 09:00
    And Ada is billed
    Then it is refused: The member was not told of the renewal
    When POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["bill", "renewal-notice"]}
      """
    Then the answer says:
      """
      {"done": 1, "failed": 1}
      """
    When GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "post"}
      """
    Then the answer says:
      """
      {"about_at": "2028-01-01T23:00:00Z", "state": "delivered"}
      """
    When Ada is billed
    Then it is refused: No notice reached the member in time
    When it is 2028-01-02 00:00
    And Ada is billed
    Then the total is 96.00

  Scenario: Nothing goes on by itself for who is under age
    When Ada starts rising
    And PUT /v1/members/@Ada/age is sent:
      """
      {"age": "teen"}
      """
    And it is 2027-01-01 09:00
    And Ada is billed
    Then it is refused: The member is not grown up

  Scenario: What did not go on by itself is not charged once the member has grown up
    When Ada starts rising
    And PUT /v1/members/@Ada/age is sent:
      """
      {"age": "teen"}
      """
    And it is 2027-01-20 09:00
    And PUT /v1/members/@Ada/age is sent:
      """
      {"age": "adult"}
      """
    And it is 2027-02-10 09:00
    And Ada is billed
    Then the total is 8.00

  Scenario: Who was called under age by mistake is charged as if nobody had said so
    When Ada starts rising
    And PUT /v1/members/@Ada/age is sent:
      """
      {"age": "teen"}
      """
    And it is 2027-01-20 09:00
    And PUT /v1/members/@Ada/age is sent:
      """
      {"age": "adult"}
      """
    And PUT /v1/members/@Ada/age is sent:
      """
      {"age": "adult", "corrects": true}
      """
    And it is 2027-02-10 09:00
    And Ada is billed
    Then the total is 16.00

  Scenario: Who was never called under age is charged for what began before they are called grown up
    When Ada starts rising
    And it is 2027-01-10 09:00
    And PUT /v1/members/@Ada/age is sent:
      """
      {"age": "adult"}
      """
    And Ada is billed
    Then the total is 8.00

  Scenario: A month is charged without a notice, until its price rises
    When Ada starts rising
    And it is 2027-02-01 09:00
    And Ada is billed
    Then the total is 16.00
    When it is 2027-03-01 09:00
    And Ada is billed
    Then it is refused: No notice reached the member in time
