"""The shop of the Online Retail history with more rules: campaigns, a first order, ends by activity."""

import shutil
from pathlib import Path

RULES = Path("rules/online-retail")
SEED = "seed/online_retail.parquet"
EARN = """\
earn:
  base: {points: 3, for_each: 1.00, of: line.amount}
  except_when: line.category == "service"
  rules:
    - id: friday-afternoon
      name: {en: Triple points on Friday afternoons, zh-CN: 周五下午三倍积分}
      when: order.weekday in ["friday"] and order.hour >= 12
      multiply: 3x
    - id: christmas-lines
      name: {en: Double points on Christmas lines, zh-CN: 圣诞商品双倍积分}
      when: line.sku in ["22086", "22910", "23344", "23313", "23343", "22941", "85048", "22144"]
      from: 2011-10-01
      until: 2011-11-30
      multiply: 2x
    - id: first-order
      name: {en: A first order, zh-CN: 首单奖励}
      when: history.orders == 0
      add: 200
      once_per: order
    - id: large-order
      name: {en: An order of 300, zh-CN: 大额订单奖励}
      when: order.goods >= 300.00
      add: 100
      once_per: order
  combine: [tier, best_multiplier, additions]
  caps:
    - {per: [member, month], at_most: 20000}
  pending: 7 days
  expire: {after: 5 months, by: activity}
"""


def richer_rules(folder: Path) -> Path:
    """Give the shop's programme with more rules in a folder of its own; its examples are about the fewer."""
    rules = folder / "richer"
    shutil.copytree(RULES, rules, ignore=shutil.ignore_patterns("examples.yaml"))
    (rules / "earn.yaml").write_text(EARN, encoding="utf-8")
    return rules
