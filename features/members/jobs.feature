@PT-02 @PT-05
Feature: What falls due by time alone is done once
  Points are released and lapse, birthdays are given points, members are told before they lose
  something. Nobody asks for it; an operator lets it run.

  Background:
    Given the coffee programme with these rules instead:
      """
      earn:
        base: {points: 1, for_each: 1.00, of: line.amount}
        pending: 14 days
        expire: {after: 3 months, by: each_lot, notice: 30 days}
      events:
        - id: birthday-treat
          name: {en: Happy birthday, zh-CN: 生日快乐}
          points: 50
          once_per: year
          anniversary: {of: member.birth_day_month, leap_day: 02-28}
      """
    And a key that may do everything

  Scenario: Points are released, told of before they lapse, and lapse
    Given Eva is a member
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    And it is 2026-12-10 12:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["points", "expiry-notice"]}
      """
    Then the answer is 200
    And the answer says:
      """
      {"done": 1, "failed": 0, "more": false, "jobs": [
        {"kind": "points", "item": "@Eva:points", "due_at": "2026-12-05T23:00:00Z", "state": "done",
         "attempts": 1, "worker": "till", "result": "vest 1", "tried_at": "2026-12-10T11:00:00Z"}]}
      """
    When it is 2027-01-20 12:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["points", "expiry-notice"]}
      """
    Then the answer says:
      """
      {"done": 1, "failed": 0, "jobs": [
        {"kind": "expiry-notice", "item": "@Eva:points", "due_at": "2027-02-22T23:00:00Z", "state": "done",
         "attempts": 1, "worker": "till", "result": "told 80", "tried_at": "2027-01-20T11:00:00Z"}]}
      """
    When GET /v1/notices?programme=corner-coffee&state=waiting is asked
    Then the answer says:
      """
      {"notices": [
        {"notice": "ntc_…", "programme": "corner-coffee", "member": "@Eva", "kind": "expiry", "about": "points",
        "about_at": "2027-02-22T23:00:00Z", "state": "waiting", "made_at": "2027-01-20T11:00:00Z",
        "text": [{"en": "80\u00a0points will lapse after 22\u00a0February\u00a02027", "zh-CN": "80\u00a0积分将于 2027年2月22日后失效"}]}]}
      """
    When POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    And it is 2027-02-23 12:00
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["points", "expiry-notice"]}
      """
    Then the answer says:
      """
      {"done": 1, "failed": 0, "jobs": [
        {"kind": "points", "item": "@Eva:points", "due_at": "2027-02-22T23:00:00Z", "state": "done",
         "attempts": 1, "worker": "till", "result": "lapse 1", "tried_at": "2027-02-23T11:00:00Z"}]}
      """
    And the ledger of Eva reads:
      | entry | points |
      | earn  | 80     |
      | vest  | 0      |
      | tell  | 0      |
      | lapse | -80    |

  Scenario: Points whose member was not told in time do not lapse; their end is put off and told of
    Given Eva is a member
    When Eva buys in the shop:
      | article | quantity | price |
      | blend   | 1        | 80.00 |
    And it is 2027-02-23 12:00
    Then Eva has:
      | spendable |
      | 80        |
    When POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["expiry-notice"]}
      """
    Then the answer says:
      """
      {"done": 1, "failed": 0, "jobs": [
        {"kind": "expiry-notice", "item": "@Eva:points", "due_at": "2027-02-22T23:00:00Z", "state": "done",
         "attempts": 1, "worker": "till", "tried_at": "2027-02-23T11:00:00Z",
         "result": "notice-window-missed, put off to 2027-04-23T22:00:00Z, told 80"}]}
      """
    And the points of Eva end as follows:
      | points | gone on    |
      | 80     | 2027-04-24 |
    When GET /v1/notices?programme=corner-coffee is asked
    And POST /v1/notices/delivered is sent:
      """
      {"notice": "@.notices.0.notice", "channel": "email"}
      """
    And it is 2027-04-23 23:59
    Then Eva has:
      | spendable |
      | 80        |
    When it is 2027-04-24 00:00
    Then Eva has:
      | spendable |
      | 0         |

  Scenario: Points that were taken in lapse only when their member was told, as those that were earned
    When a table of members is taken in:
      | reference | enrolled_at | comes to |
      | Eva       | 2026-01-01  | imported |
    And a table of balances is taken in:
      | reference | lot | points | earned_at  | ends       | comes to |
      | Eva       | a   | 70     | 2026-06-01 | 2026-12-01 | imported |
    And it is 2026-12-02 12:00
    Then Eva has:
      | spendable |
      | 70        |
    When POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["expiry-notice"]}
      """
    Then the answer says:
      """
      {"done": 1, "failed": 0, "jobs": [
        {"kind": "expiry-notice", "item": "@Eva:points", "due_at": "2026-12-01T23:00:00Z", "state": "done",
         "attempts": 1, "worker": "till", "tried_at": "2026-12-02T11:00:00Z",
         "result": "notice-window-missed, put off to 2027-01-30T23:00:00Z, told 70"}]}
      """

  Scenario: A birthday earns by itself, once, and nobody can send it
    When Ada joins with these facts:
      | member.birth_day_month | 11-22 |
    And POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["anniversary"]}
      """
    Then the answer is 200
    And Ada has:
      | spendable |
      | 50        |
    When POST /v1/jobs/runs is sent:
      """
      {"programme": "corner-coffee", "kinds": ["anniversary"]}
      """
    Then the answer says:
      """
      {"done": 0, "failed": 0, "more": false, "jobs": []}
      """
    When POST /v1/events is sent:
      """
      {"member": "@Ada", "id": "e-1", "event": "birthday-treat"}
      """
    Then the answer is 404 unknown-event
    And Ada has:
      | spendable |
      | 50        |
