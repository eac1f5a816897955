@echo off
rem Starts Zielrunde. Leave this window open while a workshop runs.
chcp 65001 >nul
cd /d "%~dp0"
where py >nul 2>nul
if not errorlevel 1 (
  py -3 -m app %*
) else (
  python -m app %*
)
if errorlevel 1 pause
