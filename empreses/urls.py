app_name = "empreses"

urlpatterns = []
