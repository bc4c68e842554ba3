@PD-05
Feature: Whoever is given something for their data is told first what the data are worth
  What is given, how to join and leave, the value and how it was worked out stand in the notice;
  nobody joins without having been shown it.

  Background:
    Given the coffee programme with these rules instead:
      """
      incentive:
        summary: {en: "Ten percent off for who tells us what they like.", zh-CN: 告知喜好即享九折。}
        join:    {en: "Fill the form in at the till.", zh-CN: 在收银台填写表格。}
        leave:   {en: "Say so at the till or by mail.", zh-CN: 在收银台或来信告知即可。}
        value:   4.20
        method:  {en: "What the discount cost us last year, by member.", zh-CN: 去年优惠的人均成本。}
      """
    And a key that may do everything

  Scenario: Nobody joins without the notice
    When POST /v1/members is sent with the key "a-1":
      """
      {"programme": "corner-coffee", "facts": {}}
      """
    Then the answer is 422 nfi-missing
    And the database is unchanged
    When GET /v1/programmes/corner-coffee/collection-notice?language=zh-CN is asked
    And POST /v1/members is sent with the key "a-2":
      """
      {"programme": "corner-coffee", "facts": {}, "notice": "@.sha256"}
      """
    Then the answer is 201
