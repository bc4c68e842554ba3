Feature: Members, their points and their history come from another system
  Every row says what it came to. A wrong row stops no other, and the same table again books nothing twice.

  Background:
    Given the coffee programme
    When a table of members is taken in:
      | reference | enrolled_at | tier   | tier_since | comes to             |
      | Ada       | 2025-03-01  | silver | 2026-06-01 | imported             |
      | Eva       | 2026-01-05  |        |            | imported             |
      | Eva       | 2026-01-05  |        |            | there before         |
      | Zoe       | 2026-02-01  | royal  |            | refused unknown-tier |

  Scenario: Who is taken in stands where the table says, and has nothing yet
    Then Ada stands at silver, kept until 2027-06-02
    And Eva stands at blue
    And Ada has:
      | spendable | pending | owed |
      | 0         | 0       | 0    |

  Scenario: Balances are opened lot by lot, each with its end; a trial changes nothing
    When a table of balances is tried:
      | reference | lot | points | pending_until | ends       | comes to           |
      | Ada       | 1   | 100    |               | 2026-12-31 | imported           |
      | Ada       | 2   | 40     | 2026-12-05    | 2027-06-30 | imported           |
      | Ada       | 3   | many   |               |            | refused not-points |
      | Eva       | 1   | -30    |               |            | imported           |
    Then Ada has:
      | spendable | pending |
      | 0         | 0       |
    When a table of balances is taken in:
      | reference | lot | points | pending_until | ends       | comes to               |
      | Ada       | 1   | 100    |               | 2026-12-31 | imported               |
      | Ada       | 2   | 40     | 2026-12-05    | 2027-06-30 | imported               |
      | Ada       | 3   | many   |               |            | refused not-points     |
      | Eva       | 1   | -30    |               |            | imported               |
      | Zoe       | 1   | 5      |               |            | refused unknown-member |
    Then Ada has:
      | spendable | pending |
      | 100       | 40      |
    And the points of Ada end as follows:
      | points | gone on    |
      | 100    | 2027-01-01 |
      | 40     | 2027-07-01 |
    And Eva has:
      | spendable | owed |
      | 0         | 30   |
    When a table of balances is taken in:
      | reference | lot | points | pending_until | ends       | comes to     |
      | Ada       | 1   | 100    |               | 2026-12-31 | there before |
      | Ada       | 2   | 40     | 2026-12-05    | 2027-06-30 | there before |
      | Ada       | 3   | 7      |               | never      | imported     |
      | Eva       | 1   | -30    |               |            | there before |
    Then Ada has:
      | spendable | pending |
      | 107       | 40      |
    And everything adds up

  Scenario: A history is booked as it came to then, and is the same when it is taken in again
    When a table of history is taken in:
      | reference | kind      | id | of | at               | points | ends       | comes to |
      | Ada       | earn      | o1 |    | 2026-02-01 10:00 | 100    | 2026-06-30 | imported |
      | Ada       | earn      | o2 |    | 2026-02-02 10:00 | 50     | 2027-12-31 | imported |
      | Ada       | spend     | o3 |    | 2026-03-01 10:00 | 30     |            | imported |
      | Ada       | take_back | r1 | o2 | 2026-03-05 10:00 | 20     |            | imported |
    Then Ada has:
      | spendable |
      | 30        |
    And on 2026-03-02 12:00 Ada had:
      | spendable |
      | 120       |
    And the ledger of Ada reads:
      | entry    | points |
      | earn     | 100    |
      | earn     | 50     |
      | burn     | -30    |
      | clawback | -20    |
    When a table of history is taken in:
      | reference | kind  | id | at               | points | ends       | comes to                    |
      | Ada       | earn  | o1 | 2026-02-01 10:00 | 100    | 2026-06-30 | there before                |
      | Ada       | spend | o3 | 2026-03-01 10:00 | 30     |            | there before                |
      | Ada       | earn  | o4 | 2026-02-03 10:00 | 10     |            | refused behind-the-book     |
      | Ada       | give  | g1 | 2026-11-01 10:00 | 10     |            | refused unknown-kind        |
      | Ada       | spend | o5 | 2026-11-01 10:00 | 31     |            | refused insufficient-points |
      | Ada       | earn  | o6 | 2026-11-23 10:00 | 10     |            | refused in-the-future       |
    Then Ada has:
      | spendable |
      | 30        |
    And everything adds up
