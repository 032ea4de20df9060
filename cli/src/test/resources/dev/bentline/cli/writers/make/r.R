# Writes the files of R and data.table into a folder; R 4.2.2 and data.table 1.14.8, Debian's r-base-core and r-cran-data.table.
folder <- commandArgs(TRUE)[1]
i <- 0:39
words <- c("plain", "gr\u00fcn", "a,b", "say \"x\"", "", "\u65e5\u672c")
options(digits.secs = 3, digits = 15)
frame <- data.frame(
  dosage = i / 64,
  label = paste0(words[i %% 6 + 1], i),
  number = format((i - 20) * 123456789012, scientific = FALSE, trim = TRUE),
  flag = i %% 3 == 0,
  mass = ifelse(i %% 5 == 0, NA, i / 4 + 0.1),
  day = as.Date("2026-01-01") + i)
write.csv(frame, file.path(folder, "r-write-csv.csv"), row.names = FALSE, fileEncoding = "UTF-8")
write.csv(frame[1:6], gzfile(file.path(folder, "r-row-names.csv.gz"), encoding = "UTF-8"))
write.table(frame, file.path(folder, "r-write-table.csv"), sep = ",", row.names = FALSE, qmethod = "double",
  na = "", eol = "\r\n", fileEncoding = "UTF-8")
data.table::fwrite(frame, file.path(folder, "r-fwrite.csv"), dateTimeAs = "ISO")
