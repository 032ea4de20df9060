# Fits logistic curves, each with four parameters, and tells the last of each number asked for.
# Arguments: nls or drm, and a file of the columns curve, half, steepness, place and effect.
# Each line of standard input is a number of fits to make; the answer is a line: curve b c d e squares.
arguments <- commandArgs(trailingOnly = TRUE)
version <- paste("R", getRversion())
if (arguments[1] == "drm") {
  suppressPackageStartupMessages(library(drc))
  version <- paste0(version, ", drc ", packageDescription("drc")$Version)
  fit <- function(data) drm(effect ~ place, data = data, fct = L.4())
} else {
  fit <- function(data) {
    nls(effect ~ c + (d - c) / (1 + exp(b * (place - e))),
      data = data, start = list(b = data$steepness[1], c = 0, d = 8, e = data$half[1]))
  }
}
curves <- unname(split(read.csv(arguments[2]), ~ curve))
converges <- sapply(curves, function(data) !inherits(try(fit(data), silent = TRUE), "try-error"))
cat(version, ", ", arguments[1], " of ", sum(converges), " of ", length(curves), " curves\n", sep = "")
flush(stdout())
curves <- curves[converges]

done <- 0
requests <- file("stdin", "r")
while (length(request <- readLines(requests, 1)) == 1) {
  for (i in seq_len(as.integer(request))) {
    data <- curves[[done %% length(curves) + 1]]
    model <- fit(data)
    done <- done + 1
  }
  numbers <- c(coef(model), sum(residuals(model)^2))
  cat(data$curve[1], sprintf("%.17g", numbers), "\n")
  flush(stdout())
}
