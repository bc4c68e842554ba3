"""Reports over a whole programme, for whoever keeps its accounts; one file per verb."""
