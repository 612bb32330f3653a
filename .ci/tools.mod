module readout/ci

go 1.26
