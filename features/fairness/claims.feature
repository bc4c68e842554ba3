Feature: Texts say no more than is worked out
  PX-14, OP-08 and AX-03: praise rests on a number, nothing calls itself fair, sentences are short.

  Background:
    Given the coffee programme

  Scenario Outline: A text that says too much, or is too long
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules: [<rule>]
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    Then these findings stand in the way:
      """
      <finding>
      """

    Examples:
      | rule                                                                                                                                                                                      | finding                                                                                                                                                                                         |
      | {id: tea, name: {en: Save 15% on tea, zh-CN: 茶叶优惠}, when: line.category == "tea", percent: 10%}                                                                                       | basket.yaml:4:29 a text says `Save 15%`, and nothing here works that out; say what is given instead, with its number [PX-14, U: UCPD 2005/29/EC Art. 6, Annex I no. 20 (to be checked); TESTED] |
      | {id: tea, name: {en: The best tea, zh-CN: 茶叶优惠}, when: line.category == "tea", percent: 10%}                                                                                          | basket.yaml:4:29 a text says `best`, and nothing here works that out; say what is given instead, with its number [PX-14, U: UCPD 2005/29/EC Art. 6, Annex I no. 20 (to be checked); TESTED]     |
      | {id: tea, name: {en: Free tea, zh-CN: 茶叶优惠}, when: line.category == "tea", percent: 10%}                                                                                              | basket.yaml:4:29 a text says `Free`, and nothing here works that out; say what is given instead, with its number [PX-14, U: UCPD 2005/29/EC Art. 6, Annex I no. 20 (to be checked); TESTED]     |
      | {id: tea, name: {en: Tea week, zh-CN: 超值茶叶周}, when: line.category == "tea", percent: 10%}                                                                                            | basket.yaml:4:29 a text says `超值`, and nothing here works that out; say what is given instead, with its number [PX-14, U: UCPD 2005/29/EC Art. 6, Annex I no. 20 (to be checked); TESTED]     |
      | {id: tea, name: {en: A fair price, zh-CN: 茶叶优惠}, when: line.category == "tea", percent: 10%}                                                                                          | basket.yaml:4:29 a text claims `fair`; say what was checked instead [OP-08, U: honesty; TESTED]                                                                                                 |
      | {id: tea, name: {en: Tea week, zh-CN: 合规茶叶周}, when: line.category == "tea", percent: 10%}                                                                                            | basket.yaml:4:29 a text claims `合规`; say what was checked instead [OP-08, U: honesty; TESTED]                                                                                                 |
      | {id: tea, name: {en: tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea tea, zh-CN: 茶叶周}, when: line.category == "tea", percent: 10%} | basket.yaml:4:29 a sentence has 26 words, 25 are the most; make two of it [AX-03, U: plain language; TESTED]                                                                                    |
      | {id: tea, name: {en: Tea week, zh-CN: 茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶茶}, when: line.category == "tea", percent: 10%}          | basket.yaml:4:29 a clause has 46 characters, 45 are the most; make two of it [AX-03, U: plain language; TESTED]                                                                                 |

  Scenario Outline: A text that the rule makes true
    When the coffee programme is to be adopted with these rules instead:
      """
      basket:
        discounts:
          combine: best
          rules: [<rule>]
        tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
        returns: {within: 14 days}
      """
    Then no finding stands in the way

    Examples:
      | rule                                                                                                  |
      | {id: tea, name: {en: Save 10% on tea, zh-CN: 立省一成}, when: line.category == "tea", percent: 10%}   |
      | {id: tea, name: {en: One tea free, zh-CN: 茶叶免费一件}, when: line.category == "tea", percent: 100%} |
      | {id: tea, name: {en: Fair trade tea, zh-CN: 公平贸易茶}, when: line.category == "tea", percent: 10%}  |
