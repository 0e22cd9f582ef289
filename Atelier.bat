@echo off
rem Double-clic : ouvre l'atelier dans le navigateur. ASCII et fins de ligne de Windows : cmd ne lit rien d'autre partout.
setlocal
pushd "%~dp0"
set "PYTHONUTF8=1"
set "FOUND="
rem "python" peut n'etre que l'invite du Microsoft Store : chacun est essaye, pas seulement cherche.
for %%P in ("py -3" "python" "python3") do if not defined FOUND (
  %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "FOUND=%%~P"
)
if not defined FOUND goto absent
%FOUND% build.py atelier %*
if errorlevel 1 goto failed
popd
exit /b 0

:absent
echo.
echo Il manque Python, en version 3.11 ou plus recente.
echo Installez-le depuis https://www.python.org/downloads/ en cochant "Add python.exe to PATH",
echo puis double-cliquez de nouveau sur Atelier.bat.
echo.
pause
popd
exit /b 2

:failed
set "CODE=%ERRORLEVEL%"
echo.
echo L'atelier s'est arrete : les lignes ci-dessus disent pourquoi.
echo.
pause
popd
exit /b %CODE%
